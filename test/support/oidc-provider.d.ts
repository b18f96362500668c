/** What tests use of the package, which comes without types. */
declare module 'oidc-provider' {
  import type { RequestListener } from 'node:http';

  export default class Provider {
    constructor(issuer: string, configuration: object);
    readonly callback: () => RequestListener;
    readonly on: (event: string, listener: (...args: readonly unknown[]) => void) => void;
  }
}
