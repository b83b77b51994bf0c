//! Starts `wayline lsp --stdio` for Zed; everything else is the language server's.

use zed_extension_api::{
    self as zed, serde_json::Value, settings::LspSettings, Command, LanguageServerId, Result, Worktree,
};

struct Wayline;

impl zed::Extension for Wayline {
    fn new() -> Self {
        Wayline
    }

    /// The program that the user's settings name (`lsp.wayline.binary`), or `wayline` on the `PATH`.
    fn language_server_command(&mut self, id: &LanguageServerId, worktree: &Worktree) -> Result<Command> {
        let binary = LspSettings::for_worktree(id.as_ref(), worktree)?.binary;
        let named = binary.as_ref().and_then(|binary| binary.path.clone());
        let command = named.or_else(|| worktree.which("wayline")).ok_or(
            "`wayline` is not on the PATH. Install it, or name it in the settings: \
             { \"lsp\": { \"wayline\": { \"binary\": { \"path\": \"…\", \"arguments\": [\"lsp\", \"--stdio\"] } } } }",
        )?;
        let args = binary
            .and_then(|binary| binary.arguments)
            .unwrap_or_else(|| vec!["lsp".to_string(), "--stdio".to_string()]);
        Ok(Command { command, args, env: worktree.shell_env() })
    }

    /// What stands below `lsp.wayline.settings`, both at the start and when the server asks.
    fn language_server_initialization_options(&mut self, id: &LanguageServerId, worktree: &Worktree) -> Result<Option<Value>> {
        self.language_server_workspace_configuration(id, worktree)
    }

    fn language_server_workspace_configuration(&mut self, id: &LanguageServerId, worktree: &Worktree) -> Result<Option<Value>> {
        let settings = LspSettings::for_worktree(id.as_ref(), worktree)?.settings;
        Ok(settings.map(|settings| zed::serde_json::json!({ "wayline": settings })))
    }
}

zed::register_extension!(Wayline);
