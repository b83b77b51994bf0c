import type { GrammarName } from '../../server/src/syntax/grammars.ts'

/** Tree-sitter queries for the `@name` of what is declared and of what is called. */
export interface CallQueries {
  declarations: string
  calls: string
}

const ecmascript: CallQueries = {
  declarations: `
    (function_declaration name: (identifier) @name)
    (class_declaration name: (_) @name)
    (method_definition name: (property_identifier) @name)
    (variable_declarator name: (identifier) @name value: [(arrow_function) (function_expression)])
  `,
  calls: `
    (call_expression function: (identifier) @name)
    (call_expression function: (member_expression property: (property_identifier) @name))
    (new_expression constructor: (identifier) @name)
  `,
}

export const callQueries: Partial<Record<GrammarName, CallQueries>> = {
  typescript: ecmascript,
  python: {
    declarations: '(function_definition name: (identifier) @name) (class_definition name: (identifier) @name)',
    calls: '(call function: [(identifier) @name (attribute attribute: (identifier) @name)])',
  },
  java: {
    declarations: `
      (method_declaration name: (identifier) @name)
      (class_declaration name: (identifier) @name)
      (interface_declaration name: (identifier) @name)
    `,
    calls: `
      (method_invocation name: (identifier) @name)
      (object_creation_expression type: (type_identifier) @name)
    `,
  },
  go: {
    declarations: `
      (function_declaration name: (identifier) @name)
      (method_declaration name: (field_identifier) @name)
      (type_spec name: (type_identifier) @name)
    `,
    calls: `
      (call_expression function: [(identifier) @name (selector_expression field: (field_identifier) @name)])
      (composite_literal type: (type_identifier) @name)
    `,
  },
  rust: {
    declarations: `
      (function_item name: (identifier) @name)
      (function_signature_item name: (identifier) @name)
      (macro_definition name: (identifier) @name)
    `,
    calls: `
      (call_expression function: [
        (identifier) @name
        (scoped_identifier name: (identifier) @name)
        (field_expression field: (field_identifier) @name)
      ])
      (macro_invocation macro: (identifier) @name)
    `,
  },
  cpp: {
    declarations: `
      (function_declarator declarator: [(identifier) (field_identifier)] @name)
      (function_definition declarator: (function_declarator declarator: (qualified_identifier) @name))
      (class_specifier name: (type_identifier) @name body: (_))
      (struct_specifier name: (type_identifier) @name body: (_))
      (preproc_function_def name: (identifier) @name)
    `,
    calls: `
      (call_expression function: [
        (identifier) @name
        (field_expression field: (field_identifier) @name)
        (qualified_identifier name: (identifier) @name)
        (template_function name: (identifier) @name)
      ])
    `,
  },
}
