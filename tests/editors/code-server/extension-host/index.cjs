// Runs inside VS Code's extension host, with VS Code's own interface for tests, and writes down what it has seen there.
const fs = require('node:fs')
const { monitorEventLoopDelay, performance } = require('node:perf_hooks')
const vscode = require('vscode')

exports.run = async () => {
  const plan = JSON.parse(process.env.WAYLINE_PLAN)
  try {
    fs.writeFileSync(`${plan.result}.new`, JSON.stringify(await look(plan)))
  } catch (error) {
    fs.writeFileSync(`${plan.result}.new`, JSON.stringify({ problem: String(error.stack) }))
  }
  // Whoever waits for the file finds the whole of it.
  fs.renameSync(`${plan.result}.new`, plan.result)
}

async function look(plan) {
  const extension = vscode.extensions.getExtension('wayline.wayline-vscode')
  const wasActive = extension.isActive
  const delays = monitorEventLoopDelay({ resolution: 1 })
  delays.enable()
  const start = performance.now()
  await extension.activate()
  const activationMs = performance.now() - start
  const blockWhileActivatingMs = delays.max / 1e6
  delays.reset()
  const document = await vscode.workspace.openTextDocument(plan.file)
  await vscode.window.showTextDocument(document)
  const hover = await until('a hover', async () => {
    const hovers = await vscode.commands.executeCommand('vscode.executeHoverProvider', document.uri, at(plan.finding))
    const texts = hovers.flatMap(({ contents }) => contents.map(content => content.value ?? content))
    return texts.find(text => text.includes('Values compared with is'))
  })
  const firstAnswerMs = performance.now() - start
  delays.disable()
  const defaults = await vscode.workspace.openTextDocument(
    vscode.Uri.parse('vscode://defaultsettings/keybindings.json'),
  )
  return {
    problem: null,
    wasActive,
    activationMs,
    firstAnswerMs,
    blockWhileActivatingMs,
    blockWhileWorkingMs: delays.max / 1e6,
    hover,
    commands: (await vscode.commands.getCommands(true)).filter(name => name.startsWith('wayline.')),
    contributed: extension.packageJSON.contributes.commands.map(({ command }) => command),
    keys: (extension.packageJSON.contributes.keybindings ?? []).map(({ key }) => key),
    defaultKeys: [...defaults.getText().matchAll(/"key":\s*"([^"]+)"/g)].map(([, key]) => key),
    sources: vscode.languages.getDiagnostics(document.uri).map(({ source }) => source),
    folders: vscode.workspace.workspaceFolders.map(({ name }) => name),
  }
}

function at({ line, character }) {
  return new vscode.Position(line, character)
}

async function until(what, look) {
  for (let tries = 0; tries < 2000; tries++) {
    const found = await look()
    if (found) return found
    await new Promise(again => setTimeout(again, 20))
  }
  throw new Error(`There was never ${what}.`)
}
