package dev.wayline.bridge;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

/** Turns what the settings page holds into the section {@code wayline} of the language server's settings. */
final class SettingsSection {
    private SettingsSection() {}

    static JsonObject of(WaylineSettings.Stored stored, String token) {
        JsonObject section;
        try {
            section = parse(stored.others);
        } catch (JsonParseException malformed) {
            // The page takes none; whoever edits the file by hand keeps the settings that can be read.
            section = new JsonObject();
        }
        var gateway = objectIn(section, "gateway");
        gateway.addProperty("url", stored.gatewayUrl.strip());
        gateway.addProperty("token", token);
        objectIn(section, "completion").addProperty("enabled", stored.completions);
        return section;
    }

    /** An object, empty where there is no text. Throws where it is something else. */
    static JsonObject parse(String text) {
        if (text.isBlank()) return new JsonObject();
        var parsed = JsonParser.parseString(text);
        if (!parsed.isJsonObject()) throw new JsonParseException("This is no object in braces.");
        return parsed.getAsJsonObject();
    }

    private static JsonObject objectIn(JsonObject parent, String name) {
        if (!(parent.get(name) instanceof JsonObject)) parent.add(name, new JsonObject());
        return parent.getAsJsonObject(name);
    }
}
