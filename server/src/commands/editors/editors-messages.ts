import { isChinese } from '../messages.ts'

/** What `wayline editors` says, in the languages it says it in. */
const english = {
  found: 'found',
  notFound: 'not found',
  installed: 'Wayline set up',
  notInstalled: 'Wayline not set up',
  byHand: 'by hand',
  how: '`wayline editors NAME` prints what to put where; `--write` puts it there, `--remove` takes it away.',
  printed: (name: string, place: string): string => `${name}: put this into ${place}.`,
  handOnly: (name: string, place: string): string => `${name} is set up by hand: put the following into ${place}.`,
  handOnlyRemoval: (name: string, place: string): string => `${name} is set up by hand: take it out of ${place}.`,
  written: (file: string): string => `Wrote ${file}.`,
  alreadyThere: (file: string): string => `${file} has it already; nothing was changed.`,
  removed: (file: string): string => `Took Wayline out of ${file}.`,
  notThere: (file: string): string => `There is nothing of Wayline in ${file}.`,
  left: (file: string, names: string[]): string =>
    `${file} has entries of your own for ${names.join(', ')}, which were left as they are; Wayline is not used there unless you add it.`,
  next: 'Next: start the editor again.',
  extensionInstalled: (program: string): string => `${program}: the extension is installed. Reload its windows.`,
  extensionRemoved: (program: string): string => `${program}: the extension is removed.`,
}

export type EditorsMessages = typeof english

const chinese: EditorsMessages = {
  found: '已找到',
  notFound: '未找到',
  installed: '已配置 Wayline',
  notInstalled: '未配置 Wayline',
  byHand: '手动配置',
  how: '`wayline editors NAME` 显示配置内容与位置；加 `--write` 写入，加 `--remove` 移除。',
  printed: (name, place) => `${name}：请将以下内容写入 ${place}。`,
  handOnly: (name, place) => `${name} 需手动配置：请将以下内容写入 ${place}。`,
  handOnlyRemoval: (name, place) => `${name} 需手动配置：请从 ${place} 中删除相应内容。`,
  written: file => `已写入 ${file}。`,
  alreadyThere: file => `${file} 中已有该配置，未作更改。`,
  removed: file => `已从 ${file} 中移除 Wayline。`,
  notThere: file => `${file} 中没有 Wayline 的内容。`,
  left: (file, names) =>
    `${file} 中已有您自己的 ${names.join('、')} 配置，未作更改；如需在其中使用 Wayline，请自行添加。`,
  next: '下一步：重新启动编辑器。',
  extensionInstalled: program => `${program}：扩展已安装，请重新加载窗口。`,
  extensionRemoved: program => `${program}：扩展已移除。`,
}

/** By the user's locale. */
export function editorsMessages(env: NodeJS.ProcessEnv): EditorsMessages {
  return isChinese(env) ? chinese : english
}
