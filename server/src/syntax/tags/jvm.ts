import type { Tags } from './tags.ts'

export const java: Tags = {
  declarations: `
    (class_declaration name: (identifier) @name) @class
    (record_declaration name: (identifier) @name) @class
    (interface_declaration name: (identifier) @name) @interface
    (annotation_type_declaration name: (identifier) @name) @interface
    (enum_declaration name: (identifier) @name) @enum
    (method_declaration name: (identifier) @name) @method
    (constructor_declaration name: (identifier) @name) @constructor
    (field_declaration declarator: (variable_declarator name: (identifier) @name)) @field
    (constant_declaration declarator: (variable_declarator name: (identifier) @name)) @field
    (enum_constant name: (identifier) @name) @field
  `,
  imports: '(import_declaration) @import',
  namespace: '(package_declaration (_) @namespace)',
}

export const kotlin: Tags = {
  declarations: `
    (class_declaration name: (identifier) @name) @class
    (object_declaration name: (identifier) @name) @class
    (function_declaration name: (identifier) @name) @function
    (companion_object) @scope
    (source_file (property_declaration (variable_declaration (identifier) @name)) @variable)
    (class_body (property_declaration (variable_declaration (identifier) @name)) @field)
    (class_parameter (identifier) @name) @field
    (enum_entry (identifier) @name) @field
    (type_alias type: (identifier) @name) @type
  `,
  imports: '(import) @import',
  namespace: '(package_header (qualified_identifier) @namespace)',
}

export const scala: Tags = {
  declarations: `
    (class_definition name: (_) @name) @class
    (object_definition name: (_) @name) @class
    (trait_definition name: (_) @name) @interface
    (enum_definition name: (_) @name) @enum
    (function_definition name: (_) @name) @function
    (function_declaration name: (_) @name) @function
    (template_body (val_definition pattern: (identifier) @name) @field)
    (template_body (var_definition pattern: (identifier) @name) @field)
    (type_definition name: (_) @name) @type
  `,
  imports: '(import_declaration) @import',
  namespace: '(package_clause name: (_) @namespace)',
}
