/** What the `qjs` program offers of what is used here. */
declare module 'std' {
  interface File {
    readAsString(): string;
    puts(text: string): void;
    close(): number;
  }
  export const err: File;
  export const out: File;
  export function open(path: string, flags: string, error: { errno?: number }): File | null;
  export function getenv(name: string): string | undefined;
  export function strerror(errno: number): string;
  export function exit(code: number): never;
}

declare module 'os' {
  export const S_IFMT: number;
  export const S_IFDIR: number;
  export const O_WRONLY: number;
  export function lstat(path: string): [object | null, number];
  export function stat(path: string): [{ readonly mode: number } | null, number];
  export function open(path: string, flags: number): number;
  export function exec(args: readonly string[], options: { readonly block: boolean; readonly stdout?: number; readonly stderr?: number }): number;
}

declare const scriptArgs: readonly string[];
