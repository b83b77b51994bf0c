import type { InsecureCodeRule } from '../rule.ts'

/** Hashes, ciphers and protocols that have been broken, in all languages. */
export const cipherRules: readonly InsecureCodeRule[] = [
  {
    id: 'weak-password-hash',
    cwe: 916,
    message: 'MD5 and SHA-1 are no hashes for passwords: use bcrypt, scrypt or Argon2.',
    // PBKDF2 may well use SHA-1, and whether a password has leaked is looked up by its SHA-1.
    pattern:
      /\bcreateHash\(\s*["'](?:md5|sha1)["']\s*\)\.update\([^\n;)]{0,60}?(?:password|passwd|pwd)|(?:md5|sha-?1)(?![\d-])(?<!(?:pbkdf2|hmac)[^\n]{0,40})[\w.:!]{0,30}(?:\(\s*\)\.\w{1,20})?\([^\n;)]{0,60}?(?:password|passwd|pwd)(?![^]{0,300}pwned)|(?:password|passwd|pwd)(?:_?hash|_?digest|ed)?\s*:?=(?!=)(?![^\n]{0,80}(?:pbkdf2|hmac))[^\n]{0,60}?(?:md5|sha-?1)(?![\d-])[\w.:]{0,30}\(|\bgetInstance\(\s*"(?:MD5|SHA-?1)"\s*\)[^]{0,200}?(?:digest|update)\(\s*\w{0,30}(?:password|passwd|pwd)/i,
  },
  {
    id: 'weak-cipher',
    cwe: 327,
    message: 'DES, RC4 and the mode ECB are broken: use AES in the mode GCM.',
    pattern:
      /\bCipher\.getInstance\(\s*"(?:DES|RC4|ARCFOUR|Blowfish|AES"|AES\/ECB)|\bMODE_ECB\b|\bmodes\.ECB\(|\b(?:DES3?|ARC[24])\.new\(|\bcreate(?:Cipher|Decipher)(?:iv)?\(\s*["'](?:des|rc4|[\w-]{1,20}-ecb)|\bCipherMode\.ECB\b|\b(?:des|rc4)\.New(?:TripleDES)?Cipher\(|["'](?:aes-\d{3}-ecb|des-ede3?(?:-\w{3})?|des-cbc|rc4)["']|\bEVP_(?:des|rc4|rc2|aes_\d{3}_ecb)\w{0,20}\(|\bDES_ecb_encrypt\b|\b(?:TripleDES|DES|RC2)(?:CryptoServiceProvider\(|\.Create\()|\bkCCOptionECBMode\b|\bkCCAlgorithm(?:3?DES|RC4)\b|\bEcb(?:Enc|Dec)?::?<|\bCryptoJS\.(?:DES|TripleDES|RC4|mode\.ECB)\b/i,
  },
  {
    id: 'old-protocol',
    cwe: 327,
    message: 'SSL 3 and TLS 1.0 and 1.1 are broken: allow TLS 1.2 and newer.',
    pattern:
      /\btls\.Version(?:SSL30|TLS10|TLS11)\b|\bPROTOCOL_(?:SSLv[23]|TLSv1(?:_1)?)\b|\bTLSVersion\.(?:SSLv3|TLSv1(?:_1)?)\b|\bSSLContext\.getInstance\(\s*"(?:SSLv[23]|TLSv1(?:\.1)?)"|\bSslProtocols\.(?:Ssl[23]|Tls|Tls11)\b|\bSecurityProtocolType\.(?:Ssl3|Tls|Tls11)\b|\bsecureProtocol\s*:\s*["'](?:SSLv[23]|TLSv1(?:_1)?)_|\bminVersion\s*:\s*["']TLSv1(?:\.1)?["']|\b(?:SSLv[23]|TLSv1(?:_1)?)_(?:client|server)?_?method\(\)|\btlsMinimumSupportedProtocol(?:Version)?\s*=\s*\.(?:TLSv1[01]|tlsProtocol1[01]?|sslProtocol3)\b|:TLSv1(?:_1)?\b/,
  },
  {
    id: 'unsigned-token',
    cwe: 347,
    message: 'A token whose signature is not checked can be made by anybody.',
    pattern:
      /\balgorithms?["']?\s*(?:[:=]|=>)\s*\[?\s*["']none["']|\bverify_signature["']?\s*[:=]\s*(?:False|false)\b|\bjwt\.decode\([^\n]{1,120}?\bverify\s*=\s*False\b|\bJWT\.decode\([^\n]{1,80}?,\s*nil\s*,\s*false\b|\b(?:RequireSignedTokens|ValidateIssuerSigningKey)\s*=\s*false\b|\binsecure_disable_signature_validation\(\)|\bUnsafeAllowNoneSignatureType\b|\bParseUnverified\(/,
  },
]
