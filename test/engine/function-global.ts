/** fast-check asks what a function is by this global, which njs leaves out. */
Object.defineProperty(globalThis, 'Function', { value: (() => undefined).constructor, configurable: true });
