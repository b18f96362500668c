import { answerDenial } from '../core/answers.ts';
import { deny } from '../core/verdict.ts';
import { readBody } from './body.ts';
import { send } from './send.ts';

/**
 * The first lock: makes a handler of what is done before and after the body is read, so that a throw or rejection
 * anywhere denies. The second is `$mcp_upstream`, which names a closed upstream until an allow verdict sets it.
 *
 * It is the only `async` function there is: a promise more costs every call 1 us. So `end` gives one only where it has to wait.
 */
export function guard<T>(
  begin: (r: NginxHTTPRequest) => T | undefined,
  end: (r: NginxHTTPRequest, begun: T, body: ArrayBuffer) => Promise<void> | undefined,
): (r: NginxHTTPRequest) => Promise<void> {
  return async (r) => {
    try {
      const begun = begin(r);
      if (begun === undefined) return;
      const later = end(r, begun, await readBody(r));
      if (later !== undefined) await later;
    } catch (fault) {
      failClosed(r, fault);
    }
  };
}

/** Thrown by a filter on purpose: nothing else makes nginx close the connections of an answer on its way. */
export class Disconnect extends Error {}

/** The same on the way back: what fails lets nothing of the answer through. `close` ends it with what the client may have. */
export function guardFilter<Data, Flags>(
  filter: (r: NginxHTTPRequest, data: Data, flags: Flags) => void,
  close: (r: NginxHTTPRequest) => void,
): (r: NginxHTTPRequest, data: Data, flags: Flags) => void {
  return (r, data, flags) => {
    try {
      filter(r, data, flags);
    } catch (fault) {
      if (fault instanceof Disconnect) throw fault;
      r.variables['mcp_answer'] = 'gateway.fault';
      r.error(`portcullis: gateway.fault: ${describe(fault)}`);
      close(r);
    }
  };
}

function describe(fault: unknown): string {
  return fault instanceof Error ? `${fault.name}: ${fault.message}` : 'unknown';
}

function failClosed(r: NginxHTTPRequest, fault: unknown): void {
  r.variables['mcp_upstream'] = 'portcullis_closed';
  r.variables['mcp_decision'] = 'deny';
  r.variables['mcp_rule'] = 'gateway.fault';
  r.variables['mcp_target'] = '';
  r.variables['mcp_arguments'] = '';
  r.error(`portcullis: gateway.fault: ${describe(fault)}`);
  send(r, answerDenial(deny('gateway.fault'), 'legacy', r.variables['request_id'] ?? ''));
}
