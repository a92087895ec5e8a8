import type { Account } from './accounts.js';
import { ok } from './answer.js';
import { type CallBody, done, operationOf, parameterMissing, type Reaction } from './calls.js';
import type { Interactions } from './interactions.js';
import type { Office } from './office.js';

/** The calls whose references are unlike those of interactions. */
export interface CampaignsAndWorkbins {
  /** The desktop makes up the reference; only the notification repeats it. */
  campaign(account: Account, name: string, body: CallBody): Reaction;
  /** One reference for each workbin, and one notification each. */
  workbins(account: Account, ids: readonly string[], body: CallBody): Reaction;
}

/** @param bulkReferences whether the notifications about workbins name their reference */
export function createCampaignsAndWorkbins(
  interactions: Pick<Interactions, 'nextReference'>,
  office: Pick<Office, 'tell'>,
  bulkReferences: boolean,
): CampaignsAndWorkbins {
  return {
    campaign(account, name, body) {
      if (operationOf(body) !== 'GetPreviewRecord') {
        return { answer: parameterMissing('operationName') };
      }
      const referenceId = body?.referenceId;
      return {
        answer: done,
        afterwards: () =>
          office.tell(account, '/v2/me/outbound', {
            messageType: 'OutboundCampaignMessage',
            notificationType: 'PreviewRecord',
            ...(referenceId !== undefined && { referenceId }),
            record: { campaignName: name, recordHandle: 1, phone: '5005' },
          }),
      };
    },
    workbins(account, ids, body) {
      const operation = operationOf(body);
      if (operation !== 'Subscribe' && operation !== 'Unsubscribe') {
        return { answer: parameterMissing('operationName') };
      }
      // As in the vendor's sample, where the workbin that is named first has the higher one.
      const references = ids
        .toReversed()
        .map((id) => [id, interactions.nextReference(account)] as const)
        .toReversed();
      const answer = ok(
        JSON.stringify({ statusCode: 0, referenceIds: Object.fromEntries(references) }),
      );
      return {
        answer,
        afterwards() {
          for (const [id, referenceId] of references) {
            office.tell(account, '/v2/me/workbins', {
              messageType: 'WorkbinMessage',
              notificationType: `${operation}d`,
              ...(bulkReferences && { referenceId }),
              workbin: { id, state: `${operation}d` },
            });
          }
        },
      };
    },
  };
}
