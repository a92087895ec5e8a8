import { type Answer, ok, refusal } from './answer.js';
import type { CallBody, Calls, Reaction } from './calls.js';
import type { CampaignsAndWorkbins } from './campaigns-and-workbins.js';
import type { HttpSession } from './http-sessions.js';
import { interactionsText, interactionText } from './interaction-texts.js';
import type { Interactions } from './interactions.js';
import type { Medium } from './media.js';
import { samples } from './samples.js';
import { userText } from './user-text.js';
import type { Version } from './versions.js';

/** A request of the API, whoever brought it. */
export interface ApiRequest {
  /** The path below `/api/v2`, without query and slash at the end. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** How the caller calls the server. */
  readonly origin: string;
}

/** What the server says to who has logged in. */
export interface Api {
  get(session: HttpSession, request: ApiRequest): Answer;
  post(session: HttpSession, request: ApiRequest, body: CallBody): Promise<Reaction>;
  readonly notFound: Answer;
}

interface Parts {
  readonly version: Version;
  readonly interactions: Interactions;
  readonly calls: Calls;
  readonly others: CampaignsAndWorkbins;
  /** Answer `GET /me/tweets/{id}` with the vendor's sample as printed, which is no JSON. */
  readonly printedSample: boolean;
}

export function createApi(parts: Parts): Api {
  const { version, interactions, calls, others } = parts;
  const notFound = refusal(404, 6, version.texts.notFound);

  /** The medium that a path leads to, and the interaction if it names one. */
  function place(path: string): { medium: Medium; id: string | null } | null {
    for (const medium of version.media) {
      const collection = `/me/${medium.path}`;
      if (path === collection) return { medium, id: null };
      const id = path.startsWith(`${collection}/`) ? path.slice(collection.length + 1) : '';
      if (/^[^/]+$/.test(id)) return { medium, id };
    }
    return null;
  }

  return {
    notFound,
    get({ account }, { path, origin }) {
      if (path === '/me') return ok(userText(account, origin));
      if (path === '/diagnostics/version') return ok(JSON.stringify({ version: version.stamp }));
      const found = place(path);
      if (found === null) return notFound;
      const { medium, id } = found;
      if (id === null) {
        return ok(interactionsText(medium.path, interactions.list(account, medium), origin));
      }
      const interaction = interactions.find(account, medium, id);
      if (interaction === null) return notFound;
      if (parts.printedSample && medium.name === 'twitter') return ok(samples.completedAsPrinted);
      return ok(interactionText(interaction, origin));
    },
    async post({ account }, { path, query }, body) {
      if (path === '/me') return calls.me(account, body);
      if (path === '/me/workbins') {
        const ids = query.get('workbinIds')?.split(',') ?? [];
        return others.workbins(account, ids, body);
      }
      const [, campaign] = /^\/me\/outbound-campaigns\/([^/]+)$/.exec(path) ?? [];
      if (campaign !== undefined) return others.campaign(account, campaign, body);
      const found = place(path);
      if (found === null) return { answer: notFound };
      const { medium, id } = found;
      if (id !== null) return calls.interaction(account, medium, id, body);
      return medium.name === 'voice' ? calls.telephone(account, body) : { answer: notFound };
    },
  };
}
