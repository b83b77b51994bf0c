import * as vscode from 'vscode'
import type { ShowDocumentParams, ShowDocumentRequest, ShowDocumentResult } from 'vscode-languageclient/node'

/** Shows what the server wants shown: explanations are Markdown and read as such, reports are pages. */
export async function showDocument(
  params: ShowDocumentParams,
  token: vscode.CancellationToken,
  next: ShowDocumentRequest.HandlerSignature,
): Promise<ShowDocumentResult> {
  const uri = vscode.Uri.parse(params.uri)
  if (uri.path.endsWith('.md')) {
    await vscode.commands.executeCommand('markdown.showPreviewToSide', uri)
    return { success: true }
  }
  if (params.external && uri.path.endsWith('.html') && isElsewhere()) {
    await showPage(uri)
    return { success: true }
  }
  const shown = await next(params, token)
  return 'success' in shown ? shown : { success: false }
}

/** The file is on another computer than the user's browser. */
function isElsewhere(): boolean {
  return vscode.env.remoteName !== undefined || vscode.env.uiKind === vscode.UIKind.Web
}

async function showPage(uri: vscode.Uri): Promise<void> {
  const title = vscode.l10n.t('Wayline report')
  const panel = vscode.window.createWebviewPanel('wayline.report', title, vscode.ViewColumn.Active, {
    enableScripts: true,
    enableFindWidget: true,
    localResourceRoots: [],
  })
  panel.webview.html = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri))
}
