import type { Tier } from './secret-names.ts'
import type { SecretKind } from './span.ts'

/** What secrets look like that can be told by themselves, wherever they stand. */
export interface TokenFormat {
  name: string
  /** Matches the secret alone. Has a fixed beginning and a bounded end: it is tried at every place of a prompt. */
  pattern: RegExp
}

/** Tokens of providers by the marks that their makers gave them so that they can be found. */
export const tokenFormats: readonly TokenFormat[] = [
  { name: 'AWS access key', pattern: /\b(?:AKIA|ASIA|AGPA|AIDA|AROA|ANPA|ANVA|A3T[A-Z0-9])[A-Z0-9]{16}\b/ },
  { name: 'GitHub token', pattern: /\bgh[pousr]_[A-Za-z0-9]{12,255}\b/ },
  { name: 'GitHub fine-grained token', pattern: /\bgithub_pat_[A-Za-z0-9_]{12,255}\b/ },
  { name: 'GitLab token', pattern: /\bgl(?:pat|dt|rt|cbt|ptt|ft|soat|agent)-[A-Za-z0-9_-]{18,64}/ },
  { name: 'Bitbucket or Atlassian token', pattern: /\bAT(?:ATT|BB|CTT)[A-Za-z0-9_=-]{20,250}/ },
  { name: 'Slack token', pattern: /\bxox[abeoprs]-[A-Za-z0-9-]{10,250}/ },
  { name: 'Slack application token', pattern: /\bxapp-\d-[A-Za-z0-9-]{20,250}/ },
  {
    name: 'Slack webhook',
    pattern: /(?<=hooks\.slack\.com\/(?:services|workflows)\/)[A-Za-z0-9_/]{16,120}/,
  },
  { name: 'Discord webhook', pattern: /(?<=discord(?:app)?\.com\/api\/webhooks\/)\d{15,21}\/[\w-]{50,90}/ },
  // Its first part is a number, written in base64.
  {
    name: 'Discord token',
    pattern: /\b(?:[MNO][DTjz][AEIMQUYcgk][w-z0-5]){5,6}[A-Za-z0-9]{0,3}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{20,45}/,
  },
  { name: 'Telegram bot token', pattern: /\b\d{8,10}:AA[A-Za-z0-9_-]{33}\b/ },
  { name: 'OpenAI key', pattern: /\bsk-(?:proj-|svcacct-|admin-)?[A-Za-z0-9_-]{20,200}/ },
  { name: 'Hugging Face token', pattern: /\bhf_[A-Za-z0-9]{30,64}\b/ },
  { name: 'Google API key', pattern: /\bAIza[A-Za-z0-9_-]{35}/ },
  { name: 'Google access token', pattern: /\bya29\.[A-Za-z0-9_-]{20,500}/ },
  { name: 'Google client secret', pattern: /\bGOCSPX-[A-Za-z0-9_-]{20,60}/ },
  { name: 'Stripe key', pattern: /\b(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{16,250}\b/ },
  { name: 'Stripe webhook secret', pattern: /\bwhsec_[A-Za-z0-9+/=]{24,100}/ },
  { name: 'Square token', pattern: /\b(?:sq0[a-z]{3}-|EAAA)[A-Za-z0-9_-]{22,64}/ },
  { name: 'Shopify token', pattern: /\bshp(?:at|ca|pa|ss)_[A-Fa-f0-9]{32,64}\b/ },
  { name: 'Twilio key', pattern: /\bSK[0-9a-f]{32}\b/ },
  { name: 'SendGrid key', pattern: /\bSG\.[A-Za-z0-9_-]{16,32}\.[A-Za-z0-9_-]{32,64}/ },
  { name: 'Mailgun key', pattern: /\bkey-[0-9a-f]{32}\b/ },
  { name: 'Mailchimp key', pattern: /\b[0-9a-f]{32}-us\d{1,2}\b/ },
  { name: 'npm token', pattern: /\bnpm_[A-Za-z0-9]{36}\b/ },
  { name: 'PyPI token', pattern: /\bpypi-AgE[A-Za-z0-9_-]{50,400}/ },
  { name: 'RubyGems key', pattern: /\brubygems_[0-9a-f]{48}\b/ },
  { name: 'Docker token', pattern: /\bdckr_(?:pat|oat)_[A-Za-z0-9_-]{20,64}/ },
  { name: 'DigitalOcean token', pattern: /\bdo[opr]_v1_[0-9a-f]{64}\b/ },
  { name: 'Databricks token', pattern: /\bdapi[0-9a-f]{32}(?:-\d)?\b/ },
  { name: 'Linear key', pattern: /\blin_(?:api|oauth)_[A-Za-z0-9]{32,128}\b/ },
  { name: 'Vault token', pattern: /\bhv[sbr]\.[A-Za-z0-9_-]{24,250}/ },
  { name: 'Terraform token', pattern: /\b[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_-]{60,70}/ },
  { name: 'New Relic key', pattern: /\bNRAK-[A-Z0-9]{27}\b/ },
  { name: 'Grafana token', pattern: /\bgl(?:sa|c)_[A-Za-z0-9_=+/]{30,400}/ },
  { name: '1Password token', pattern: /\bops_eyJ[A-Za-z0-9+/=]{100,1300}/ },
  { name: 'age key', pattern: /\bAGE-SECRET-KEY-1[A-Z0-9]{58}\b/ },
  { name: 'Alibaba Cloud key', pattern: /\bLTAI[A-Za-z0-9]{12,24}\b/ },
  { name: 'Tencent Cloud key', pattern: /\bAKID[A-Za-z0-9]{32}\b/ },
  // A token's three parts; the last is missing while it is being typed, and in tokens without a signature.
  {
    name: 'JSON Web Token',
    pattern: /\beyJ[A-Za-z0-9_-]{8,2000}\.eyJ[A-Za-z0-9_-]{8,4000}(?:\.[A-Za-z0-9_-]{0,1000})?/,
  },
]

/** Where nobody writes of a password but compares one. */
const comparison = String.raw`(?<!\b(?:if|elif|while|assert|return|and|or|not)\s(?:\w+\.)*)`

/** Secrets that are told by what stands around them. */
export interface SurroundedSecret {
  name: string
  kind: SecretKind
  /** Quick to find, and there wherever the pattern is. */
  hint: RegExp
  /** Its first group is the secret. */
  pattern: RegExp
  /** How the secret is judged; null where nothing else can stand. */
  tier: Tier | null
}

export const surroundedSecrets: readonly SurroundedSecret[] = [
  {
    name: 'password in an address',
    kind: 'address',
    hint: /:\/\//,
    pattern: /:\/\/[^\s:@/"'<>]{0,100}:([^\s@"'<>/]{1,200})@/dg,
    tier: 'password',
  },
  {
    name: 'password in SQL',
    kind: 'password',
    hint: /identified|password\s/i,
    pattern: /\b(?:identified\s+(?:with\s+\S+\s+)?by|password)\s+'([^']{3,200})'/dgi,
    tier: 'password',
  },
  {
    name: 'password in a sentence',
    kind: 'password',
    hint: /(?:pass(?:word|wd|phrase|code)|pwd|kennwort|passwort)\b/i,
    pattern: new RegExp(
      String.raw`${comparison}\b(?:\w*_)?(?:pass(?:word|wd|phrase|code)|pwd|kennwort|passwort)\b[^"'=:\n]{0,30}?\b(?:is|was|ist|war|lautet):?\s+["'\x60]?` +
        // A word, a number and an algorithm are what a sentence says of a password.
        String.raw`(?=[^\s"'\x60]*\d)(?=[^\s"'\x60]*[A-Za-z])(?!(?:sha|md|base|utf|aes|rfc|iso|pbkdf|argon|v)-?\d)([^\s"'\x60,;()]{5,100}?)(?=[.!?)]*(?:[\s"'\x60,;()]|$))`,
      'dgi',
    ),
    tier: 'password',
  },
  {
    name: 'authorization header',
    kind: 'header',
    hint: /bearer|basic/i,
    pattern: /\b(?:bearer|basic)\s+([A-Za-z0-9+/=._~-]{8,4000})/dgi,
    tier: 'token',
  },
  {
    name: 'user of curl',
    kind: 'password',
    hint: /\bcurl\s/,
    pattern: /(?<=\s)(?:-u|--user)[ =]["']?[^\s:"']{1,100}:([^\s"']{3,200})/dg,
    tier: 'password',
  },
  {
    name: 'private key on one line, its line breaks written as \\n',
    kind: 'private-key',
    hint: /PRIVATE KEY/,
    pattern: /-----BEGIN (?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----([^-]{20,})/dg,
    tier: null,
  },
]
