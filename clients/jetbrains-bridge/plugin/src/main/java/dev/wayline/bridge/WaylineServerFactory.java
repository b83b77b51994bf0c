package dev.wayline.bridge;

import com.intellij.openapi.application.PathManager;
import com.intellij.openapi.project.Project;
import com.intellij.util.EnvironmentUtil;
import com.redhat.devtools.lsp4ij.LanguageServerFactory;
import com.redhat.devtools.lsp4ij.client.LanguageClientImpl;
import com.redhat.devtools.lsp4ij.server.StreamConnectionProvider;
import java.nio.file.Path;
import java.util.List;

/** What LSP4IJ asks for: a connection to the bundled language server, and the client's side of it. */
public final class WaylineServerFactory implements LanguageServerFactory {
    @Override
    public StreamConnectionProvider createConnectionProvider(Project project) {
        // On macOS an IDE that was not started from a shell has hardly a PATH; this is the environment of the user's shell.
        var environment = EnvironmentUtil.getEnvironmentMap();
        return new ServerConnection(() -> command(environment), environment, project.getBasePath(), WaylineSettings::initializationOptions);
    }

    @Override
    public LanguageClientImpl createLanguageClient(Project project) {
        return new WaylineClient(project);
    }

    private static List<String> command(java.util.Map<String, String> environment) {
        var surroundings = new NodePlaces(
            environment,
            Path.of(System.getProperty("user.home")),
            Path.of(PathManager.getConfigPath()),
            System.getProperty("os.name").startsWith("Windows")
        );
        var node = NodeSearch.find(WaylineSettings.get().getState().nodePath, surroundings, NodeVersion::of);
        return BundledServer.command(node, BundledServer.folderBeside(PathManager.getJarForClass(WaylineServerFactory.class)));
    }
}
