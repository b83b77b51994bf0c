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
  '*.p8',
  '*.pkcs12',
  '*.pfx',
  '*.jks',
  '*.jceks',
  '*.bks',
  '*.keystore',
  '*.keychain',
  '*.keychain-db',
  '*.kdbx',
  '*.ppk',
  '*.asc',
  '*.gpg',
  '*.pgp',
  '*.agekey',
  '*.ovpn',
  'id_rsa*',
  'id_dsa*',
  'id_ecdsa*',
  'id_ed25519*',
  '.netrc',
  '_netrc',
  '.npmrc',
  '.yarnrc',
  '.pypirc',
  '.pgpass',
  '.my.cnf',
  '.s3cfg',
  '.boto',
  '.dockercfg',
  '.vault-token',
  '.terraformrc',
  '.git-credentials',
  '.htpasswd',
  'credentials',
  'credentials.{json,yaml,yml,toml,ini,xml,txt}',
  'secrets.{json,yaml,yml,toml,ini,xml,txt}',
  'service[-_]account*.json',
  'client_secret*.json',
  'local.settings.json',
  '*.tfvars',
  '*.tfvars.json',
  '*.tfstate',
  '*.tfstate.backup',
  'kubeconfig',
]
/** The same by the folder that they are in. */
const alwaysExcludedPaths = ['**/.ssh/**', '**/.gnupg/**', '**/.aws/**', '**/.kube/config', '**/.docker/config.json']

const options = { dot: true, nocase: true }

/** Exclusions from the setting `wayline.exclude` and the files that are always excluded. A pattern without `/` matches names anywhere. */
export function createExclusions(patterns: readonly string[]): Exclusions {
  const isSecret = picomatch(alwaysExcluded, options)
  const isInSecretFolder = picomatch(alwaysExcludedPaths, options)
  const isNamed = createPathPatterns(patterns)

  return {
    excludes(path) {
      const plain = path.replaceAll('\\', '/')
      const name = plain.slice(plain.lastIndexOf('/') + 1)
      return isSecret(name) || isInSecretFolder(plain) || isNamed(plain)
    },
  }
}

/** Whether glob patterns name a path in the workspace, `/` between its parts. A pattern without `/` matches names anywhere. */
export function createPathPatterns(patterns: readonly string[]): (path: string) => boolean {
  const usable = patterns.map(pattern => pattern.trim().replace(/^\.?\/+/, '')).filter(pattern => pattern !== '')
  const names = usable.filter(pattern => !pattern.includes('/'))
  const paths = usable
    .filter(pattern => pattern.includes('/'))
    .map(pattern => (pattern.endsWith('/') ? `${pattern}**` : pattern))
  const isNamed = picomatch(names, options)
  const isAtPath = picomatch(paths, options)
  return path => {
    // A pattern that names a folder covers what is in it.
    if (names.length > 0 && path.split('/').some(part => isNamed(part))) return true
    return paths.length > 0 && isAtPath(path)
  }
}
