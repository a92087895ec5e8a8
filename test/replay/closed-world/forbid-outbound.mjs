/**
 * Loaded before a program: whatever it does to reach another machine, or to start something that could, is told on
 * standard error and refused. It may listen, and accept.
 */
import childProcess from 'node:child_process';
import dgram from 'node:dgram';
import dns from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import tls from 'node:tls';
import workerThreads from 'node:worker_threads';

/** @param {string} what @returns {never} */
function refuse(what) {
  process.stderr.write(`OUTBOUND ${what}\n`);
  throw new Error(`${what} is forbidden here`);
}

/** @param {any} owner @param {string} name @param {string} what @param {(...args: any[]) => boolean} [allowed] */
function forbid(owner, name, what, allowed = () => false) {
  const plain = owner[name];
  /** @this {unknown} @param {any[]} args */
  owner[name] = function (...args) {
    return allowed(...args) ? Reflect.apply(plain, this, args) : refuse(what);
  };
}

// Under all of http, https, tls and websockets lies this.
forbid(net.Socket.prototype, 'connect', 'net.Socket.connect');
for (const name of ['connect', 'createConnection']) forbid(net, name, `net.${name}`);
forbid(tls, 'connect', 'tls.connect');
for (const [name, owner] of /** @type {const} */ ([
  ['http', http],
  ['https', https],
])) {
  for (const way of ['request', 'get']) forbid(owner, way, `${name}.${way}`);
}
// To listen on an address asks for it too, without leaving the machine.
forbid(dns, 'lookup', 'dns.lookup', (name) => net.isIP(name) > 0);
forbid(dns.promises, 'lookup', 'dns.promises.lookup', (name) => net.isIP(name) > 0);
for (const owner of [dns, dns.promises, dns.Resolver.prototype, dns.promises.Resolver.prototype]) {
  for (const name of Object.getOwnPropertyNames(owner)) {
    if (/^(?:resolve|reverse|lookupService)/u.test(name)) forbid(owner, name, `dns ${name}`);
  }
}
for (const name of ['bind', 'connect', 'send']) {
  forbid(dgram.Socket.prototype, name, `dgram.Socket.${name}`);
}
for (const name of ['spawn', 'spawnSync', 'exec', 'execSync', 'execFile', 'execFileSync', 'fork']) {
  forbid(childProcess, name, `child_process.${name}`);
}
forbid(childProcess.ChildProcess.prototype, 'spawn', 'child_process');
workerThreads.Worker = class {
  constructor() {
    refuse('worker_threads.Worker');
  }
};
for (const name of ['fetch', 'WebSocket', 'EventSource']) {
  if (name in globalThis) forbid(globalThis, name, name);
}
syncBuiltinESMExports();
