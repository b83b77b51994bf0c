package dev.wayline.bridge;

import com.google.gson.JsonParseException;
import com.intellij.openapi.application.ApplicationManager;
import com.intellij.openapi.options.Configurable;
import com.intellij.openapi.options.ConfigurationException;
import java.awt.GridBagConstraints;
import java.awt.GridBagLayout;
import java.awt.Insets;
import javax.swing.JCheckBox;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JPasswordField;
import javax.swing.JScrollPane;
import javax.swing.JTextArea;
import javax.swing.JTextField;
import javax.swing.SwingUtilities;

/** Settings | Tools | Wayline. */
public final class SettingsPage implements Configurable {
    private final JTextField gatewayUrl = new JTextField(40);
    private final JPasswordField token = new JPasswordField(40);
    private final JCheckBox completions = new JCheckBox("Offer completions");
    private final JTextField nodePath = new JTextField(40);
    private final JTextArea others = new JTextArea(8, 40);
    /** The token as it is kept; null until the keychain has told it. */
    private volatile String keptToken;

    @Override
    public String getDisplayName() {
        return "Wayline";
    }

    @Override
    public JComponent createComponent() {
        var form = new JPanel(new GridBagLayout());
        addRow(form, 0, "Gateway address:", gatewayUrl, "Empty: a gateway of your own that runs on this computer.");
        addRow(form, 1, "Gateway token:", token, "Kept where the IDE keeps passwords.");
        addRow(form, 2, "", completions, null);
        addRow(form, 3, "Node.js:", nodePath, "Empty: it is looked for. Restart the language server after a change.");
        addRow(form, 4, "Other settings (JSON):", new JScrollPane(others), "For example {\"diagnosis\": {\"codeLens\": true}}; Wayline's README has them all.");
        var page = new JPanel(new java.awt.BorderLayout());
        page.add(form, java.awt.BorderLayout.NORTH);
        return page;
    }

    private static void addRow(JPanel form, int row, String label, JComponent field, String hint) {
        var at = new GridBagConstraints();
        at.gridy = row * 2;
        at.anchor = GridBagConstraints.NORTHWEST;
        at.insets = new Insets(6, 0, 0, 8);
        var name = new JLabel(label);
        name.setLabelFor(field);
        form.add(name, at);
        at.gridx = 1;
        at.weightx = 1;
        at.fill = GridBagConstraints.HORIZONTAL;
        form.add(field, at);
        if (hint == null) return;
        at.gridy++;
        at.insets = new Insets(0, 0, 0, 8);
        var explanation = new JLabel(hint);
        explanation.setEnabled(false);
        form.add(explanation, at);
        field.getAccessibleContext().setAccessibleDescription(hint);
    }

    @Override
    public void reset() {
        var stored = WaylineSettings.get().getState();
        gatewayUrl.setText(stored.gatewayUrl);
        completions.setSelected(stored.completions);
        nodePath.setText(stored.nodePath);
        others.setText(stored.others);
        token.setEnabled(keptToken != null);
        // A keychain may take its time, or ask its user something.
        ApplicationManager.getApplication().executeOnPooledThread(() -> {
            var kept = WaylineSettings.token();
            SwingUtilities.invokeLater(() -> {
                keptToken = kept;
                token.setText(kept);
                token.setEnabled(true);
            });
        });
    }

    @Override
    public boolean isModified() {
        var stored = WaylineSettings.get().getState();
        var isTokenNew = keptToken != null && !keptToken.equals(typedToken());
        return (
            isTokenNew ||
            !stored.gatewayUrl.equals(gatewayUrl.getText()) ||
            stored.completions != completions.isSelected() ||
            !stored.nodePath.equals(nodePath.getText()) ||
            !stored.others.equals(others.getText())
        );
    }

    @Override
    public void apply() throws ConfigurationException {
        try {
            SettingsSection.parse(others.getText());
        } catch (JsonParseException malformed) {
            throw new ConfigurationException("The other settings are not JSON that can be read: " + malformed.getMessage());
        }
        var next = new WaylineSettings.Stored();
        next.gatewayUrl = gatewayUrl.getText();
        next.completions = completions.isSelected();
        next.nodePath = nodePath.getText();
        next.others = others.getText();
        var isTokenKnown = keptToken != null;
        var typed = typedToken();
        if (isTokenKnown) keptToken = typed;
        WaylineSettings.get().loadState(next);
        ApplicationManager.getApplication().executeOnPooledThread(() -> {
            var kept = isTokenKnown ? typed : WaylineSettings.token();
            WaylineSettings.get().change(next, kept);
        });
    }

    private String typedToken() {
        return new String(token.getPassword());
    }
}
