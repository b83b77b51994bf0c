import type { Tags } from './tags.ts'

const common = `
  (function_declaration name: (identifier) @name) @function
  (generator_function_declaration name: (identifier) @name) @function
  (class_declaration name: (_) @name) @class
  (method_definition name: [(property_identifier) (private_property_identifier)] @name) @method
  (program (lexical_declaration (variable_declarator name: (identifier) @name) @variable))
  (program (variable_declaration (variable_declarator name: (identifier) @name) @variable))
  (program (export_statement (lexical_declaration (variable_declarator name: (identifier) @name) @variable)))
  (program (export_statement (variable_declaration (variable_declarator name: (identifier) @name) @variable)))
`

const imports = `
  (import_statement) @import
  (export_statement source: (string)) @import
  (variable_declarator value: (call_expression function: (identifier) @callee arguments: (arguments . (string) .))
    (#eq? @callee "require")) @import
`

export const javascript: Tags = {
  declarations: `
    ${common}
    (field_definition property: (property_identifier) @name) @field
    (assignment_expression left: (member_expression object: (identifier) @object property: (property_identifier) @name)
      right: [(function_expression) (arrow_function) (class)] (#eq? @object "exports")) @function
    (assignment_expression left: (member_expression object: (member_expression object: (identifier) @container
      property: (property_identifier) @object) property: (property_identifier) @name)
      right: [(function_expression) (arrow_function)] (#eq? @object "prototype")) @function
    (assignment_expression left: (member_expression object: (member_expression property: (property_identifier) @object)
      property: (property_identifier) @name) right: [(function_expression) (arrow_function)]
      (#eq? @object "exports")) @function
  `,
  imports,
}

export const typescript: Tags = {
  declarations: `
    ${common}
    (abstract_class_declaration name: (type_identifier) @name) @class
    (interface_declaration name: (type_identifier) @name) @interface
    (type_alias_declaration name: (type_identifier) @name) @type
    (enum_declaration name: (identifier) @name) @enum
    (function_signature name: (identifier) @name) @function
    (method_signature name: (property_identifier) @name) @method
    (abstract_method_signature name: (property_identifier) @name) @method
    (public_field_definition name: (property_identifier) @name) @field
    (interface_body (property_signature name: (property_identifier) @name) @field)
    (ambient_declaration (lexical_declaration (variable_declarator name: (identifier) @name) @variable))
    (internal_module name: (identifier) @name) @module
  `,
  imports,
}
