export declare function editorsFolder(): string
