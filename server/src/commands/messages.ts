/** What `wayline start` says, in the languages it says it in. */
const english = {
  title: 'Wayline is running on this computer.',
  address: 'Address',
  model: 'Model',
  key: 'Key',
  keyInEnvironment: 'the one in WAYLINE_API_KEY',
  data: 'Data',
  completion: 'Completion',
  noCompletion: 'No completion yet:',
  playground:
    'Try everything in the browser, with no editor at all. The address holds the key: open it, and keep it to yourself.',
  connect: 'Connect your editor:',
  everyEditor: 'shows exactly what to put where, for',
  stop: 'Ctrl-C ends it.',
  portTaken: (wanted: number, url: string): string => `Port ${wanted} is taken; using ${url}.`,
  ownFolder: (folder: string): string =>
    `Everything is kept in ${folder}. Editors and other commands use it with WAYLINE_DATA_DIR=${folder} in their environment.`,
  withoutModel:
    'Going on without a model; everything that needs none works. `wayline model pull` fetches it later, and no restart is needed.',
  engineReady: 'The model is ready.',
}

export type Messages = typeof english

const chinese: Messages = {
  title: 'Wayline 已在本机运行。',
  address: '地址',
  model: '模型',
  key: '密钥',
  keyInEnvironment: '环境变量 WAYLINE_API_KEY 中的值',
  data: '数据目录',
  completion: '补全 completion',
  noCompletion: '暂无补全：',
  playground: '无需编辑器，在浏览器中体验全部功能。该地址包含密钥，请直接打开，不要转发给他人：',
  connect: '连接编辑器：',
  everyEditor: '会给出配置内容与位置，支持',
  stop: '按 Ctrl-C 结束。',
  portTaken: (wanted, url) => `端口 ${wanted} 已被占用，改用 ${url}。`,
  ownFolder: folder =>
    `所有文件都保存在 ${folder}。要让编辑器和其他命令使用它，请在其环境中设置 WAYLINE_DATA_DIR=${folder}。`,
  withoutModel: '在没有模型的情况下继续；不需要模型的功能照常可用。之后可用 `wayline model pull` 获取模型，无需重启。',
  engineReady: '模型已就绪。',
}

/** By the user's locale, as POSIX orders its variables. */
export function messages(env: NodeJS.ProcessEnv): Messages {
  return isChinese(env) ? chinese : english
}

export function isChinese(env: NodeJS.ProcessEnv): boolean {
  const locale = env['LC_ALL'] ?? env['LC_MESSAGES'] ?? env['LANG'] ?? ''
  return /^zh/i.test(locale)
}
