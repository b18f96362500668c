// Preloaded into servers that would listen on every interface: they listen on loopback instead, or on the address told.
import { Server } from 'node:net';

const host = process.env.TEST_LISTEN_ADDRESS ?? '127.0.0.1';
const listen = Server.prototype.listen;
Server.prototype.listen = function listenOnLoopback(port, ...args) {
  const rest = typeof args[0] === 'string' ? args.slice(1) : args;
  return typeof port === 'object' && port !== null
    ? listen.call(this, { ...port, host }, ...rest)
    : listen.call(this, port, host, ...rest);
};
