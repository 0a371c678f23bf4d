// The expression language of filter, compute, aggregate and join windows and of splitters.
// Statements follow each other with a semicolon, a line break or only a blank between them.
//
// Before it is parsed, a sign that does not follow an operand becomes PREFIX_PLUS or PREFIX_MINUS, and
// a bracket that follows a name becomes CALL: so nothing is ambiguous that would make parsing slow.
grammar Eel;

tokens { PREFIX_PLUS, PREFIX_MINUS, CALL }

program
    : statement* EOF
    ;

statement
    : modifier? type variable (COMMA variable)* SEMI?               # declaration
    | ID ASSIGN expr SEMI?                                          # assignment
    | IF expr THEN? statement (ELSE statement)?                     # conditional
    | WHILE expr DO? statement                                      # whileLoop
    | FOR ID ASSIGN expr TO expr (STEP expr)? DO? statement         # forLoop
    | BEGIN statement* END SEMI?                                    # compound
    | RETURN expr? SEMI?                                            # returned
    | expr SEMI?                                                    # value
    | SEMI                                                          # empty
    ;

variable
    : ID (ASSIGN expr)?
    ;

modifier
    : PRIVATE | PUBLIC | STATIC
    ;

type
    : INTEGER_TYPE | REAL_TYPE | STRING_TYPE | DATE_TYPE | BOOLEAN_TYPE | REGEX_TYPE | DATAQ_TYPE
    ;

expr
    : LPAREN expr RPAREN                                            # parenthesis
    | ID DOT name CALL arguments? RPAREN                            # methodCall
    | name CALL arguments? RPAREN                                   # functionCall
    | PREFIX_MINUS expr                                              # negation
    | PREFIX_PLUS expr                                               # plus
    | expr op=(TIMES | DIVIDE | MODULO) expr                        # multiplication
    | expr op=(PLUS | MINUS) expr                                   # addition
    | expr CONCAT expr                                              # concatenation
    | expr op=(EQ | NE | LT | LE | GT | GE) expr                    # comparison
    | NOT expr                                                      # notExpr
    | expr AND expr                                                 # andExpr
    | expr OR expr                                                  # orExpr
    | INTEGER                                                       # integerLiteral
    | REAL                                                          # realLiteral
    | TEXT                                                          # textLiteral
    | (TRUE | FALSE)                                                # booleanLiteral
    | NULL                                                          # nullLiteral
    | reference                                                     # nameRef
    ;

// the names of types may also name fields
reference
    : ID | INTEGER_TYPE | REAL_TYPE | STRING_TYPE | DATE_TYPE | BOOLEAN_TYPE
    ;

arguments
    : expr (COMMA expr)*
    ;

name
    : ID | INTEGER_TYPE | REAL_TYPE | STRING_TYPE | DATE_TYPE | BOOLEAN_TYPE
    ;

IF : I F;
THEN : T H E N;
ELSE : E L S E;
WHILE : W H I L E;
FOR : F O R;
TO : T O;
STEP : S T E P;
DO : D O;
BEGIN : B E G I N;
END : E N D;
RETURN : R E T U R N;
PRIVATE : P R I V A T E;
PUBLIC : P U B L I C;
STATIC : S T A T I C;
INTEGER_TYPE : I N T E G E R;
REAL_TYPE : R E A L;
STRING_TYPE : S T R I N G;
DATE_TYPE : D A T E;
BOOLEAN_TYPE : B O O L E A N;
REGEX_TYPE : R E G E X;
DATAQ_TYPE : D A T A Q | D Q;
AND : A N D;
OR : O R;
NOT : N O T | '!';
TRUE : T R U E;
FALSE : F A L S E;
NULL : N U L L;

EQ : '==';
NE : '!=' | '<>';
LE : '<=';
GE : '>=';
LT : '<';
GT : '>';
ASSIGN : '=';
PLUS : '+';
MINUS : '-';
TIMES : '*';
DIVIDE : '/';
MODULO : '%';
CONCAT : '&';
LPAREN : '(';
RPAREN : ')';
COMMA : ',';
SEMI : ';';
DOT : '.';

REAL : [0-9]+ '.' [0-9]* EXPONENT? | '.' [0-9]+ EXPONENT? | [0-9]+ EXPONENT;
INTEGER : [0-9]+;
TEXT : '"' ('\\' . | '""' | ~["\\])* '"' | '\'' ('\\' . | '\'\'' | ~['\\])* '\'';
ID : [\p{L}_] [\p{L}\p{N}_]* | '`' ('``' | ~'`')+ '`';
COMMENT : '/*' .*? '*/' -> skip;
LINE_COMMENT : '//' ~[\r\n]* -> skip;
BLANK : [ \t\r\n\u00a0\ufeff]+ -> skip;

fragment EXPONENT : [eE] [+-]? [0-9]+;
fragment A : [aA];
fragment B : [bB];
fragment C : [cC];
fragment D : [dD];
fragment E : [eE];
fragment F : [fF];
fragment G : [gG];
fragment H : [hH];
fragment I : [iI];
fragment L : [lL];
fragment N : [nN];
fragment O : [oO];
fragment P : [pP];
fragment Q : [qQ];
fragment R : [rR];
fragment S : [sS];
fragment T : [tT];
fragment U : [uU];
fragment V : [vV];
fragment W : [wW];
fragment X : [xX];
