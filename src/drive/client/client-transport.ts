/** How a client talks to the Bayeux server. */
export type ClientTransport = 'long-polling' | 'websocket' | 'callback-polling';
