package com.redhat.devtools.lsp4ij.server;

import java.util.List;

public interface ProcessDataProvider {
    Long getPid();

    List<String> getCommands();
}
