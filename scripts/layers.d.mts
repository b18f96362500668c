/** The imports in an esbuild metafile that break the dependency rule, as sentences. */
export function findLayerViolations(metafile: {
  readonly inputs: Readonly<Record<string, { readonly imports: readonly { readonly path: string }[] }>>;
}): string[];
