import { prepareTool, type OrdinaryTool } from '../core/ordinary.ts';
import { findEntry } from '../core/policy/lookup.ts';
import { recallEntry } from '../core/policy/recall.ts';
import { NginxPorts } from './ports.ts';
import type { Variables } from './transport.ts';

/** Enough for the tools an agent has in use, as in policy/recall.ts. */
const most = 16;
/** Tools by nginx's key of them. A worker has one policy, so that the key says which entry. */
const tools = new Map<string, OrdinaryTool>();

/** The tool that the body of an ordinary call names; undefined where there is none, or calls of it go the whole way. */
export function recallTool(variables: Variables): OrdinaryTool | undefined {
  const key = variables['portcullis_key'] ?? '';
  return tools.get(key) ?? readTool(variables, key);
}

function readTool(variables: Variables, key: string): OrdinaryTool | undefined {
  const server = variables['mcp_server'] ?? '';
  const name = variables['portcullis_call_tool'] ?? '';
  // nginx looks the tool up by itself, under its name as it is; one with capitals stands under another key.
  const text = variables['portcullis_entry'] || (findEntry(new NginxPorts(variables, false), 'tool', server, name) ?? '');
  const entry = recallEntry(text);
  const tool = entry && prepareTool(entry, server, name);
  if (tool === undefined || key !== `t:${server}:${name}`) return tool;
  if (tools.size === most) tools.clear();
  tools.set(key, tool);
  return tool;
}
