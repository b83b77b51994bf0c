export declare function chromiumProgram(): string | null
