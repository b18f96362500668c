/*
 * What injected SQL looks like, as patterns over shapes (sql-shape.ts for the letters). A shape has some hundred letters
 * at most.
 */

/** In any reading: a union's select, a comparison of constants behind and/or, a statement behind a value, a delay, a file written. */
export const anywhere =
  /^[^E]*U[oan]?(?:\(?E[1sqvfd(oaT,)]|\(En?[F,])|^[1sv]?\)?[oa]U|^[1svdoa()]{1,8}U[oan]?\(?[EF]|^(?:[1svdoa(),&fBH]|n[oa)])*U[oan]?\(?E(?:n?$|n?[F,c)])|&[oa(]{0,8}(?:[1svd]\)?o[oa(]{0,4}[1sqvd]|1,1\)?o)|[sv1)];?\)?;T|^[^nE]*(?:Wn?[sq1v]|FW[sqn]?)/;

/** After a quote that ended the literal: and/or, a subquery, a stacked statement, ordering; brackets may close first. */
export const afterQuote =
  /^s(?:ann?|onn|oa?1(?=&[oa(]{0,8}[1s][oac]))?\)?[oa]{0,2}(?:&[oa(]{0,8}(?:[1s](?:$|[oac;)&BHFU])|n?o[oa(]{0,3}[1sqvdfgEF]|a[1sqvfdgE]|[fdgEvq]|$)|[,(][,oa(]{0,8}(?:E[1svfdgnoa(EF]|[fd])|;\(?(?:E(?!nn)|[BHfdg])|B[1nfdgEs(]|H(?:[1fdgE(]|no)|,?1?\)?T|[nT]{1,6}Tn?v|F?n?F[1sn]o[1s])/;

/** After a quote: an operator and a call or subquery. */
export const concatenated = /^s\)?[oa]{1,2}[oa(]{0,4}(?:E[1svfdgnoa(EF]|[fd])/;

/** After a quote: only a comment, or only an operator. Prose has both. */
export const quoteThenComment = /^s\)?[oa]?\)?;?c/;
export const quoteThenOperator = /^s\)?[oa](?:[1svq](?:[oac&]|$)|[fd])/;

/** After a quote: the statement's end, or an expression up to a comment, or up to a quote that the statement's own one closes. */
export const closedAgain = /^s\)?(?:;|,[^nE;]*c$|,n?o[sq1(]|[oa&](?!.*(?:n[nE]|[1svn]q))[^;TBH]*[cq]$)/;

/** Where a number was expected. */
export const afterNumber =
  /^[oa(]?[1v]?(?:\)?[oa]{1,2}\(?[1v])?\)?(?:&[oa(]{0,8}(?:[1s](?:[c;BHU]|oa?[1svqdfgE(])|no[1sqvfd(]|[fdE]|do|1on?g)|;\(?(?:E[1svfd(oaE]|T|[fd])|B(?:1[,c]|[fd]|\(?E|[n1]o1|nH[1n]o1)|H(?:[1n]o[1s]|1?H?[fd]|\(E)|[oa]\(?(?:[fd]|E[1svfdF(])|,?\(E[1svfdgoa(nEF]|,\(?(?:E[1sn(EF]|[fd])|[,&]\)|Fn?F?1o1|F1o1|T)|^1\)?B1(?:,1)*$|^nn?,\(E|^n\)?;\(?(?:E[1df(]|f\(1o1)|^n&1(?:a1)+o1(?:a1)*c?$|^nH(?:\([1sv]&[1sv]\)|\(?[1sv][oa][1sv])|^1;\)|^1\)&\([1sv]$|^a1U+c|^a?\([1s]\)n{0,2}U[oan]?\(?En?[F,c]|^E(?:[fg]\([1sv,]*\)|[1sv])F[1sv]F[1sv](?:F[1sv])?F?$|^\(?EF\(?1o1|^f\((?:E|1o1\)E)|^&[oa(]{0,8}[1s]$/;

/** A number, and a comment or a bare truth behind it; a text may say as much. */
export const numberThenEnd = /^1\)?(?:;?c|&[oa(]{0,8}[1s]\)?c?)$/;

/** After a quote that is the last one: a statement. */
export const quoteThenStatement = /^s(?:T|Ea?n?F)/;

/** After a quote that begins the text: only a clause's first words. */
export const quoteThenClause = /^s\)?[BH]$/;

/** A whole value of nothing but calls and operators, that tells of the server. */
export const telling = /^(?=.*d)(?=.*[fdg].*[fdg&])(?:F1n1|[fdgoa(),1svF&U])+c?$|^(?=.*d)[^nETW;]*q$/;

/** A whole value of nothing but an expression, and a comment that ends the statement. */
export const expressionThenComment = /^(?=.*[fdE&])[^nTWBH;]*c$|^\(a\([oa1sv]+\)c$/;
