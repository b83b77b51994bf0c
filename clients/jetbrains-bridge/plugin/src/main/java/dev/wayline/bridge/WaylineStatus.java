package dev.wayline.bridge;

/** The params of {@code wayline/status}, as {@code server/src/protocol} describes them. */
public final class WaylineStatus {
    public String state = "starting";
    public String message = "";
    /** What to do about it; null where there is nothing to do. */
    public String remedy;
    /** The model that answers; null before one has. */
    public String model;

    /** What stands in the status bar. */
    String label() {
        return switch (state) {
            case "ready" -> "Wayline";
            default -> "Wayline: " + state.replace('-', ' ');
        };
    }

    /** What is told to whoever points at it. */
    String explanation() {
        return remedy == null ? message : message + " " + remedy;
    }
}
