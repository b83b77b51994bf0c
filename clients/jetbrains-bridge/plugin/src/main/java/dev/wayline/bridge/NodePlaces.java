package dev.wayline.bridge;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Where Node.js may be on a computer: all places that hold one, the likeliest first. Nothing of a project is looked at. */
record NodePlaces(Map<String, String> environment, Path home, Path ideConfig, boolean isWindows) {
    /** As the IDE itself keeps which Node.js its user has chosen for all projects. */
    private static final Pattern chosenInIde = Pattern.compile("nodejs_interpreter_path&?(?:quot;|\")?\\s*(?::|value=)\\s*&?(?:quot;|\")([^\"&]+)");

    /** Existing programs, each once. */
    List<Path> all() {
        var found = new LinkedHashSet<Path>();
        for (var folder : environment.getOrDefault("PATH", environment.getOrDefault("Path", "")).split(File.pathSeparator)) {
            addIfThere(found, folder, program());
        }
        addOfIde(found);
        addVersions(found, variableOr("NVM_DIR", home.resolve(".nvm")) + "/versions/node", versioned());
        addVersions(found, environment.get("NVM_HOME"), program());
        for (var base : fnmFolders()) addVersions(found, base + "/node-versions", "installation/" + versioned());
        addVersions(found, voltaFolder() + "/tools/image/node", versioned());
        addVersions(found, variableOr("ASDF_DATA_DIR", home.resolve(".asdf")) + "/installs/nodejs", versioned());
        addVersions(found, variableOr("MISE_DATA_DIR", home.resolve(".local/share/mise")) + "/installs/node", versioned());
        for (var base : List.of(variableOr("HOMEBREW_PREFIX", Path.of("/opt/homebrew")), "/opt/homebrew", "/usr/local", "/home/linuxbrew/.linuxbrew")) {
            addIfThere(found, base, "bin/node");
            // Older versions that Homebrew keeps beside the newest: node@22 and the like.
            addVersions(found, base + "/opt", "bin/node");
        }
        addIfThere(found, "/usr", "bin/node");
        addIfThere(found, environment.get("ProgramFiles"), "nodejs/node.exe");
        return List.copyOf(found);
    }

    private String program() {
        return isWindows ? "node.exe" : "node";
    }

    /** The program in the folder of a version. */
    private String versioned() {
        return isWindows ? "node.exe" : "bin/node";
    }

    private List<String> fnmFolders() {
        var folders = new ArrayList<String>();
        if (environment.containsKey("FNM_DIR")) folders.add(environment.get("FNM_DIR"));
        if (environment.containsKey("APPDATA")) folders.add(environment.get("APPDATA") + "/fnm");
        folders.add(variableOr("XDG_DATA_HOME", home.resolve(".local/share")) + "/fnm");
        folders.add(home + "/.fnm");
        folders.add(home + "/Library/Application Support/fnm");
        return folders;
    }

    private String voltaFolder() {
        var usual = isWindows && environment.containsKey("LOCALAPPDATA") ? Path.of(environment.get("LOCALAPPDATA"), "Volta") : home.resolve(".volta");
        return variableOr("VOLTA_HOME", usual);
    }

    private String variableOr(String name, Path otherwise) {
        var value = environment.get(name);
        return value == null || value.isBlank() ? otherwise.toString() : value;
    }

    /** The choice for all projects alone: what a project says of itself may come from a stranger. */
    private void addOfIde(LinkedHashSet<Path> found) {
        for (var name : List.of("other.xml", "project.default.xml")) {
            try {
                var matcher = chosenInIde.matcher(Files.readString(ideConfig.resolve("options").resolve(name)));
                while (matcher.find()) {
                    var chosen = Path.of(matcher.group(1).replace("$USER_HOME$", home.toString()));
                    // Without a folder it means "the one in PATH", which has been looked at.
                    if (chosen.isAbsolute()) addIfThere(found, chosen.getParent().toString(), chosen.getFileName().toString());
                }
            } catch (IOException | InvalidPathException missingOrUnreadable) {
                // Then the IDE knows of none.
            }
        }
    }

    /** The program in each folder of versions, the newest first. */
    private static void addVersions(LinkedHashSet<Path> found, String folder, String program) {
        if (folder == null || folder.isBlank()) return;
        var versions = new ArrayList<Path>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(Path.of(folder), NodePlaces::isVersion)) {
            entries.forEach(versions::add);
        } catch (IOException | InvalidPathException missingOrUnreadable) {
            return;
        }
        versions.sort(Comparator.comparing((Path version) -> NodeVersion.parse(digitsOf(version)), NodeVersion.newestFirst));
        for (var version : versions) addIfThere(found, version.toString(), program);
    }

    private static boolean isVersion(Path folder) {
        return folder.getFileName().toString().matches("v?\\d+(\\.\\d+)*|node@\\d+");
    }

    private static String digitsOf(Path version) {
        return version.getFileName().toString().replaceFirst("^(v|node@)", "");
    }

    private static void addIfThere(LinkedHashSet<Path> found, String folder, String program) {
        if (folder == null || folder.isBlank()) return;
        try {
            var file = Path.of(folder, program);
            if (file.isAbsolute() && Files.isRegularFile(file) && Files.isExecutable(file)) found.add(file);
        } catch (InvalidPathException nonsense) {
            // PATH may hold anything.
        }
    }
}
