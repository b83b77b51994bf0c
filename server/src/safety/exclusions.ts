import picomatch from 'picomatch'

/** Which files never leave this computer: not as the document, not as context, not to warm anything up. */
export interface Exclusions {
  /** `path` is a path in the workspace or a URI, `/` between parts. */
  excludes(path: string): boolean
}

/** Files that hold secrets by their very purpose, whatever the settings say. */
export const alwaysExcluded = [
  '.env',
  '.env.*',
  '*.env',
  '.envrc',
  '*.pem',
  '*.key',
  '*.p12',
  '*.pfx',
  '*.jks',
  '*.keystore',
  '*.kdbx',
  '*.ppk',
  '*.asc',
  'id_rsa*',
  'id_dsa*',
  'id_ecdsa*',
  'id_ed25519*',
  '.netrc',
  '_netrc',
  '.npmrc',
  '.pypirc',
  '.pgpass',
  '.git-credentials',
  '.htpasswd',
  'credentials',
  'credentials.{json,yaml,yml,toml,ini,xml,txt}',
  'secrets.{json,yaml,yml,toml,ini,xml,txt}',
  '*.tfvars',
  '*.tfstate',
  'kubeconfig',
]

/** Exclusions from the setting `wayline.exclude` and the files that are always excluded. A pattern without `/` matches names anywhere. */
export function createExclusions(patterns: readonly string[]): Exclusions {
  const isSecret = picomatch(alwaysExcluded, { dot: true, nocase: true })
  const usable = patterns.map(pattern => pattern.trim().replace(/^\.?\/+/, '')).filter(pattern => pattern !== '')
  const names = usable.filter(pattern => !pattern.includes('/'))
  const paths = usable
    .filter(pattern => pattern.includes('/'))
    .map(pattern => (pattern.endsWith('/') ? `${pattern}**` : pattern))
  const isNamed = picomatch(names, { dot: true })
  const isAtPath = picomatch(paths, { dot: true })
  return {
    excludes(path) {
      const plain = path.replaceAll('\\', '/')
      const parts = plain.split('/')
      const name = parts.at(-1) ?? ''
      if (isSecret(name)) return true
      // A pattern that names a folder covers what is in it.
      if (names.length > 0 && parts.some(part => isNamed(part))) return true
      return paths.length > 0 && isAtPath(plain)
    },
  }
}
