/** The fault that the test of the closed world must see: the program reaches out once it is asked something, in the way that its query names. */
import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { lookup, promises } from 'node:dns';
import http, { get } from 'node:http';
import https from 'node:https';
import { connect } from 'node:net';
import tls from 'node:tls';
import { Worker } from 'node:worker_threads';

const home = '192.0.2.1';
/** @type {Record<string, () => unknown>} */
const ways = {
  net: () => connect(80, home),
  tls: () => tls.connect(443, home),
  http: () => get(`http://${home}`),
  https: () => https.request(`https://${home}`),
  fetch: () => fetch(`http://${home}`),
  lookup: () => lookup('home.test', () => {}),
  resolve: () => promises.resolve4('home.test'),
  dgram: () => createSocket('udp4').send('hello', 53, home),
  worker: () => new Worker('', { eval: true }),
  child: () => spawn('true'),
};

const way = new URL(import.meta.url).searchParams.get('way') ?? '';
const { emit } = http.Server.prototype;
/** @this {http.Server} @param {string | symbol} event @param {any[]} args */
http.Server.prototype.emit = function (event, ...args) {
  if (event === 'request') {
    try {
      void Promise.resolve(ways[way]?.()).catch(() => {});
    } catch {
      // Nobody hears of it.
    }
  }
  return Reflect.apply(emit, this, [event, ...args]);
};
