// `npm run vscode-settings`: writes the settings of VS Code's extension from their one definition.
import { writeSettings } from './src/vscode-settings.ts'

writeSettings()
