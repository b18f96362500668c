/* Which pinned descriptors were last seen changed: a dictionary that all workers share and a reload keeps (http.conf). */

/** Looked up once for each context: it is the same for as long as one lives. */
const shared = typeof ngx === 'object' ? (ngx.shared['portcullis_changes'] as NgxTextDict | undefined) : undefined;

/** Whether what has this key was last seen changed. */
export function isChanged(key: string): boolean {
  return open().has(key);
}

/** Notes what was seen. */
export function noteChange(key: string, now: boolean): void {
  const dictionary = open();
  if (!now) dictionary.delete(key);
  else if (!dictionary.has(key)) dictionary.set(key, '1');
}

function open(): NgxTextDict {
  if (shared === undefined) throw new Error('js_shared_dict_zone portcullis_changes is missing; http.conf is of another version than the bundle');
  return shared;
}
