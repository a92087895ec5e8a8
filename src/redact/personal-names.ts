/**
 * The preset `pii`: where an API like Genesys Web Services keeps what customers are called, where they
 * can be reached, and what they wrote. Names as `secret-names.ts` compares them: letters and digits alone.
 *
 * What tells desktops and interactions apart is never among them (ids, URIs, channels, states, types,
 * operations, references, users of the API): by it notifications are linked and requests are matched.
 */

/** Secret wherever they name something, with all below it. */
export const personalFields: readonly string[] = [
  // What a business keeps with an interaction, and with a contact.
  ...['userdata', 'attacheddata', 'contactattributes', 'customattributes', 'customerdata'],
  ...['firstname', 'lastname', 'middlename', 'fullname', 'givenname', 'familyname', 'surname'],
  ...['maidenname', 'displayname', 'nickname', 'screenname', 'contactname', 'customername'],
  ...[
    'callername',
    'sendername',
    'recipientname',
    'partyname',
    'fromname',
    'toname',
    'fromdisplayname',
  ],
  ...['todisplayname', 'twitterusername', 'salutation', 'dateofbirth', 'birthdate', 'birthday'],
  ...['emailaddress', 'emailaddresses', 'mailbox', 'fromaddress'],
  ...['toaddress', 'toaddresses', 'ccaddresses', 'bccaddresses', 'replyto', 'replytoaddress'],
  ...['phone', 'phones', 'phonenumber', 'phonenumbers', 'telephone', 'telephonenumber'],
  ...['mobilephone', 'mobilenumber', 'cellphone', 'homephone', 'workphone', 'faxnumber', 'msisdn'],
  ...['ani', 'callerid', 'callernumber', 'callinglinenumber', 'callbacknumber'],
  ...['address', 'addresses', 'addressline', 'addressline1', 'addressline2', 'addressline3'],
  ...['postaladdress', 'homeaddress', 'streetaddress', 'street', 'streetname', 'housenumber'],
  ...['city', 'town', 'zip', 'zipcode', 'postalcode', 'postcode'],
];

/**
 * Words that mean something else in other places, so only a JSON member's or form field's own text
 * counts, or the texts of its list: what lies in an object below has a name of its own.
 */
export const personalTexts: readonly string[] = [
  ...[
    'from',
    'to',
    'cc',
    'bcc',
    'sender',
    'recipient',
    'recipients',
    'author',
    'contact',
    'customer',
    // Also what an interaction is: then its id and state lie below.
    'email',
    'emails',
    'mail',
    'mobile',
    'fax',
  ],
  ...['message', 'msg', 'text', 'subject', 'body', 'content', 'snippet', 'transcript', 'comment'],
  ...['comments', 'note', 'notes', 'reply', 'replytext', 'messagetext', 'plaintext', 'htmltext'],
  ...['structuredtext', 'mimebody', 'description', 'thetext', 'bodytext', 'bodyhtml', 'quotedtext'],
];

/** What tells things apart, or says what they are: nothing in it is taken for an address or a number. */
const identifiers =
  /(?:id|ids|uri|uris|path|paths|channel|channels|subscription|type|state|status|code|operationname|username|date|time|timestamp|version|capabilities)$/u;

/** @param name as it stood */
export function isIdentifier(name: string): boolean {
  return identifiers.test(name.replace(/[^\p{L}\p{N}]+/gu, '').toLowerCase());
}
