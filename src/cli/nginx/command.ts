import { printLine } from '../print.ts';
import { withProgress } from '../progress.ts';
import { provideNginx } from './provide.ts';

/** `portcullis nginx`: says which nginx the gateway would run in. */
export async function showNginx(options: { readonly nginx?: string; readonly json?: true }): Promise<void> {
  const install = await withProgress('looking for nginx', (onProgress) => provideNginx({ path: options.nginx, onProgress }));
  if (options.json) printLine(JSON.stringify(install, null, 2));
  else printLine(`nginx ${install.version}, njs ${install.njsVersion}: ${install.origin}\n${install.nginx.join(' ')}`);
}
