import { answerDenial } from '../core/answers.ts';
import { deny } from '../core/verdict.ts';
import { send } from './send.ts';

/**
 * The first lock: wraps a handler so that a throw or rejection denies. The second is `$mcp_upstream`, which names a
 * closed upstream until an allow verdict sets it.
 */
export function guard(handler: (r: NginxHTTPRequest) => Promise<void>): (r: NginxHTTPRequest) => Promise<void> {
  // `async` handlers reject and never throw; one more `await` here would cost every call 2 us.
  return (r) => handler(r).catch((fault: unknown) => { failClosed(r, fault); });
}

function failClosed(r: NginxHTTPRequest, fault: unknown): void {
  r.variables['mcp_upstream'] = 'portcullis_closed';
  r.variables['mcp_decision'] = 'deny';
  r.variables['mcp_rule'] = 'gateway.fault';
  r.variables['mcp_target'] = '';
  r.variables['mcp_arguments'] = '';
  r.error(`portcullis: gateway.fault: ${fault instanceof Error ? `${fault.name}: ${fault.message}` : 'unknown'}`);
  send(r, answerDenial(deny('gateway.fault'), 'legacy', r.variables['request_id'] ?? ''));
}
