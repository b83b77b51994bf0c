import { fullCapabilities, withoutInlineCompletion } from './src/capabilities.ts'
import { pullCapabilities } from './src/diagnostics.ts'
import { useSession } from './src/session.ts'
import { mainTransports } from './src/transports.ts'

describe.each(mainTransports)('What the server says of itself, %s', transport => {
  const session = useSession(transport)

  test('to an editor that knows ghost text', async () => {
    const { initialized } = await session().editor()
    expect(initialized.capabilities).toMatchInlineSnapshot(`
     {
       "codeActionProvider": true,
       "codeLensProvider": {
         "resolveProvider": true,
       },
       "executeCommandProvider": {
         "commands": [
           "wayline.completionAccepted",
           "wayline.pullModel",
           "wayline.showStatus",
           "wayline.restartGateway",
           "wayline.diagnoseWorkspace",
           "wayline.stopDiagnosis",
           "wayline.applyFix",
           "wayline.explainComplexity",
           "wayline.addToBaseline",
           "wayline.explain",
           "wayline.explainOutput",
           "wayline.clearOutput",
         ],
       },
       "experimental": {
         "wayline": {
           "protocol": 1,
         },
       },
       "hoverProvider": true,
       "inlineCompletionProvider": true,
       "notebookDocumentSync": {
         "notebookSelector": [
           {
             "cells": [
               {
                 "language": "*",
               },
             ],
             "notebook": "*",
           },
         ],
       },
       "positionEncoding": "utf-16",
       "textDocumentSync": {
         "change": 2,
         "openClose": true,
         "save": true,
       },
       "workspace": {
         "workspaceFolders": {
           "changeNotifications": true,
           "supported": true,
         },
       },
     }
    `)
    expect(initialized.serverInfo).toEqual({
      name: 'Wayline',
      version: expect.stringMatching(/^\d+\.\d+\.\d+/) as string,
    })
  })

  test('to an editor that does not', async () => {
    const { initialized } = await session().editor({ capabilities: withoutInlineCompletion })
    expect(initialized.capabilities.inlineCompletionProvider).toBeUndefined()
    expect(initialized.capabilities.completionProvider).toBeDefined()
  })

  test('to an editor that can do nothing but the least', async () => {
    const { initialized } = await session().editor({ capabilities: {} })
    expect(initialized.capabilities.textDocumentSync).toBeDefined()
    expect(initialized.capabilities.completionProvider).toBeDefined()
  })

  test('to Neovim, which asks for open documents again only where it cannot ask for the workspace', async () => {
    const asked = async (name: string): Promise<unknown> => {
      const { initialized } = await session().editor({ capabilities: pullCapabilities, clientInfo: { name } })
      return initialized.capabilities.diagnosticProvider
    }
    expect(await asked('Neovim')).toMatchObject({ workspaceDiagnostics: false })
    expect(await asked('another')).toMatchObject({ workspaceDiagnostics: true })
  })

  test('positions are counted in UTF-8 where the editor prefers it, else in UTF-16', async () => {
    const inUtf8 = { ...fullCapabilities, general: { positionEncodings: ['utf-8', 'utf-16'] } }
    expect((await session().editor({ capabilities: inUtf8 })).initialized.capabilities.positionEncoding).toBe('utf-8')
    const inUtf16 = { ...fullCapabilities, general: { positionEncodings: ['utf-16', 'utf-8'] } }
    const second = await session().editor({ capabilities: inUtf16 })
    expect(second.initialized.capabilities.positionEncoding).toBe('utf-16')
  })

  test('an editor that says goodbye is answered, and the server leaves', async () => {
    const editor = await session().editor()
    expect(await editor.quit()).toBe(0)
  })
})
