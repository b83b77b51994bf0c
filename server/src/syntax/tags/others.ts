import type { Tags } from './tags.ts'

export const csharp: Tags = {
  declarations: `
    (class_declaration name: (identifier) @name) @class
    (struct_declaration name: (identifier) @name) @class
    (record_declaration name: (identifier) @name) @class
    (interface_declaration name: (identifier) @name) @interface
    (enum_declaration name: (identifier) @name) @enum
    (method_declaration name: (identifier) @name) @method
    (constructor_declaration name: (identifier) @name) @constructor
    (property_declaration name: (identifier) @name) @field
    (field_declaration (variable_declaration (variable_declarator name: (identifier) @name))) @field
    (enum_member_declaration name: (identifier) @name) @field
    (delegate_declaration name: (identifier) @name) @type
  `,
  imports: '(using_directive) @import',
  namespace: `
    (namespace_declaration name: (_) @namespace)
    (file_scoped_namespace_declaration name: (_) @namespace)
  `,
}

export const swift: Tags = {
  declarations: `
    (class_declaration name: (_) @name) @class
    (protocol_declaration name: (_) @name) @interface
    (function_declaration name: (simple_identifier) @name) @function
    (protocol_function_declaration name: (simple_identifier) @name) @function
    (property_declaration name: (pattern (simple_identifier) @name)) @field
    (init_declaration "init" @name) @constructor
    (enum_entry name: (simple_identifier) @name) @field
    (typealias_declaration name: (type_identifier) @name) @type
  `,
  imports: '(import_declaration) @import',
}

export const php: Tags = {
  declarations: `
    (class_declaration name: (name) @name) @class
    (trait_declaration name: (name) @name) @class
    (interface_declaration name: (name) @name) @interface
    (enum_declaration name: (name) @name) @enum
    (function_definition name: (name) @name) @function
    (method_declaration name: (name) @name) @method
    (const_declaration (const_element (name) @name)) @variable
    (property_declaration (property_element (variable_name (name) @name))) @field
    (enum_case name: (name) @name) @field
  `,
  imports: `
    (namespace_use_declaration) @import
    (require_once_expression) @import
    (require_expression) @import
    (include_expression) @import
  `,
  namespace: '(namespace_definition name: (_) @namespace)',
}

export const ruby: Tags = {
  declarations: `
    (class name: (_) @name) @class
    (module name: (_) @name) @module
    (method name: (_) @name) @function
    (singleton_method name: (_) @name) @function
    (assignment left: (constant) @name) @variable
  `,
  imports: `
    (call method: (identifier) @callee arguments: (argument_list (string))
      (#any-of? @callee "require" "require_relative" "load")) @import
  `,
}

export const lua: Tags = {
  declarations: `
    (function_declaration name: (_) @name) @function
    (assignment_statement (variable_list name: (_) @name) (expression_list value: (function_definition))) @function
  `,
  imports: '(function_call name: (identifier) @callee (#eq? @callee "require")) @import',
}

export const bash: Tags = {
  declarations: `
    (function_definition name: (word) @name) @function
    (program (variable_assignment name: (variable_name) @name) @variable)
  `,
  imports: '(command name: (command_name) @callee (#any-of? @callee "source" ".")) @import',
}
