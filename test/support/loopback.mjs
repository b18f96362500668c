// Preloaded into servers that would listen on every interface: they listen on loopback instead.
import { Server } from 'node:net';

const listen = Server.prototype.listen;
Server.prototype.listen = function listenOnLoopback(port, ...args) {
  const rest = typeof args[0] === 'string' ? args.slice(1) : args;
  return typeof port === 'object' && port !== null
    ? listen.call(this, { ...port, host: '127.0.0.1' }, ...rest)
    : listen.call(this, port, '127.0.0.1', ...rest);
};
