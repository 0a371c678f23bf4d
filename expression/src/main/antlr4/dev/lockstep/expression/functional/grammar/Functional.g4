/* The functional language: nothing but calls, references and literals. */
grammar Functional;

unit
    : expression EOF
    ;

expression
    : WORD LEFT arguments? RIGHT     # call
    | FIELD                          # field
    | PROPERTY                       # property
    | QUOTED                         # quoted
    | NUMBER                         # number
    | WORD                           # word
    ;

/* A trailing comma occurs in published models. */
arguments
    : expression (COMMA expression)* COMMA?
    ;

LEFT        : '(' ;
RIGHT       : ')' ;
COMMA       : ',' ;
QUOTED      : '\'' ( '\\' . | ~['\\] )* '\'' | '"' ( '\\' . | ~["\\] )* '"' ;
FIELD       : '$' NAME_CHARACTER+ ;
PROPERTY    : '#' NAME_CHARACTER+ ;
NUMBER      : [+-]? ( [0-9]+ ( '.' [0-9]* )? | '.' [0-9]+ ) ( [eE] [+-]? [0-9]+ )? ;
WORD        : ~[ \t\r\n(),'"$#] NAME_CHARACTER* ;
WHITE_SPACE : [ \t\r\n\u00a0\ufeff]+ -> skip ;

fragment NAME_CHARACTER : ~[ \t\r\n(),'"] ;
