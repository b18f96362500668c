/** Reads one small HTTP/1.1 response: its text once it is complete, undefined while bytes are missing. */
export function readResponse(received: string): { readonly status: string; readonly body: string } | undefined {
  const end = received.indexOf('\r\n\r\n');
  if (end === -1) return undefined;
  const head = received.slice(0, end).toLowerCase();
  const rest = received.slice(end + 4);
  const status = head.slice(9, 12);
  const length = /\r\ncontent-length: (\d+)/.exec(head)?.[1];
  if (length !== undefined) return rest.length < Number(length) ? undefined : { status, body: rest };
  // Chunked: a filter on the way back may have taken the length away.
  return rest.endsWith('\r\n0\r\n\r\n') ? { status, body: rest } : undefined;
}

/** Why a response is not the upstream's result, or undefined when it is. */
export function findFault(response: { readonly status: string; readonly body: string }): string | undefined {
  if (response.status === '200' && response.body.includes('"result"')) return undefined;
  return `answered ${response.status} ${response.body.slice(0, 200)}`;
}
