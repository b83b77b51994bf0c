/**
 * How much a name says about its value. Of a `password` every word is one; of a `token` only what nobody would write
 * as a word; of a `key` only what looks like made by chance.
 */
export type Tier = 'password' | 'token' | 'weak'

/** Parts of names, in lower case and without the marks between words. */
const parts: Record<Tier, readonly string[]> = {
  password: [
    ...['password', 'passwd', 'pwd', 'passphrase', 'passcode'],
    ...[
      'kennwort',
      'passwort',
      'motdepasse',
      'contrasena',
      'contraseña',
      'senha',
      'wachtwoord',
      'lösenord',
      'losenord',
    ],
    ...['adgangskode', 'passord', 'salasana', 'hasło', 'haslo', 'heslo', 'jelszó', 'jelszo', 'şifre', 'matkhau'],
    ...['пароль', 'סיסמה', 'पासवर्ड', 'รหัสผ่าน', '密码', '密碼', '口令', 'パスワード', '暗証番号', '비밀번호', '암호'],
  ],
  token: [
    'secret',
    'token',
    'apikey',
    'accesskey',
    'accountkey',
    'authkey',
    'clientkey',
    'encryptionkey',
    'masterkey',
    'privatekey',
    'sharedaccesskey',
    'sharedkey',
    'signingkey',
    'storagekey',
    'credential',
    'webhook',
    ...['секрет', 'токен', '密钥', '密鑰', '令牌', 'トークン', '秘密鍵', '토큰', '비밀키'],
  ],
  weak: ['key', 'auth', 'pass', 'salt', 'signature', 'session', 'cookie', 'sas', 'jwt', 'bearer', 'hmac'],
}

/** Last words of names that tell something about a secret instead of being one: `passwordField`, `token_type`. */
const about = new Set(
  (
    'action age algorithm algo attribute audience button category class column component count dir directory element ' +
    'encoding endpoint env error event expires expiry exp expiration factory field file filename form format func function ' +
    'handler hash header headers hint id ids icon index input issuer kind label len length level limit line link location manager max ' +
    'message method mgr min mode model module msg name names namespace node offset option options page param parameter parser ' +
    'path pattern placeholder policy position prefix prompt property provider ref regex regexp required route rule rules ' +
    'schema scope scopes selector service size source status strength suffix table text timeout title ttl type types ' +
    'uri url usage validator version view'
  ).split(' '),
)
/** A name with one of these in it is of something that everybody may see, or of something that is looked up by it. */
const harmless =
  /public|publishable|primary|foreign|cache|integrity|checksum|fingerprint|license|tokeni[sz]|keyword|i18n/i
const hashed = /(?:password|passwd|pwd)[-_.]?hash$/i

/** Finds the places where a name of a secret may be, by its parts; much faster than looking at each name. */
export const nameHints = new RegExp(
  Object.values(parts)
    .flat()
    // Where a part is found, a longer one with it inside is found as well.
    .filter((part, _at, all) => !all.some(other => other !== part && part.includes(other)))
    .join('|'),
  'gi',
)

/** What the whole of a name says about its value; null for nothing. */
export function tierOf(name: string): Tier | null {
  if (hashed.test(name)) return 'password'
  const words = name.match(/\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|[\p{Lo}\p{Lm}\p{M}]+|\d+/gu) ?? []
  if (about.has(words.at(-1)?.toLowerCase() ?? '')) return null
  const plain = words.join('').toLowerCase()
  if (parts.password.some(part => plain.includes(part))) return 'password'
  if (harmless.test(plain)) return null
  if (parts.token.some(part => plain.includes(part))) return 'token'
  // Weak parts are parts of many words, so here the word must be whole, and the last.
  return parts.weak.includes(words.at(-1)?.toLowerCase() ?? '') ? 'weak' : null
}
