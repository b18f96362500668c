import type { Rule } from '../rules.ts';
import type { Inspector } from './rule.ts';
import type { Trigger } from './trigger.ts';

/*
 * What a statement should not do, in arguments that hold SQL: there its form is ordinary, so that only what it reaches
 * for counts. Read with strings and comments taken out; sql-danger-forms.ts has the forms. A statement that cannot be read
 * in time breaks every rule.
 *
 * A trigger is a word of each form. PCRE finds one soonest by its rarest letter, so that is what each begins with, and
 * what stands before that letter is looked back at.
 */

/** An inspector of statements. */
function danger(rule: Rule, mode?: 'alert'): Inspector {
  return {
    rule,
    kinds: ['sql'],
    ...(mode && { mode }),
    aside: 'dangers',
    finds: ({ sqlDangers }) => sqlDangers === undefined || sqlDangers.has(rule),
  };
}

/**
 * Runs commands on the server, loads code into it, reaches out from it, or runs a string as a statement, which no other rule
 * then sees (CWE-78, CWE-94). Lets calls of a database's own procedures pass.
 */
export const sqlExecute = danger('sql.execute');

/** Necessary for {@link sqlExecute}. */
export const sqlExecuteTrigger = (): Trigger => ({ source: String.raw`_(?:(?<=xp_)(?:cmd|reg|serv|avail|term|login)|(?<=sp_)(?:oa|conf|exec|prep|curs|msfor|add|start)|(?<=ys_)(?:exec|eval|bine)|(?<=ms_)(?:sched|job|java|xsl|adv|ldap|sql|sys|xml)|(?<=tl_)(?:http|tcp|smtp|inad|mail)|(?<=ad_)ext|(?<=s3_)tok|(?<=al_|ry_)log|to_xml)|x(?<=ex)ec|x(?<=ex)tension|g(?<=prog)ram|g(?<=lang)uage|y(?<=httpurity)pe|y(?<=assembly)|y(?<=sy)stem[^a-z]|k(?<=dblink)|java[^a-z]|prepare[^a-z]|m(?<=sonam)e[^a-z]|do(?!\w)|\.(?:shell|system|load)|\\!|&(?<=u&)\x22` });

/** Reads or writes files of the server (CWE-22, CWE-552). Lets bulk loading from a cloud's storage and from the client pass. */
export const sqlFile = danger('sql.file');

/** Necessary for {@link sqlFile}. */
export const sqlFileTrigger = (): Trigger => ({ source: String.raw`_(?:(?<=ad_)file|(?<=pg_)(?:read|ls|stat|file)|(?<=lo_)(?:im|ex)port|(?<=tl_)file|(?<=xp_)(?:dirt|subd|filee|fixed))|f(?<=tf|pf)ile[^a-z]|f(?<=readf|writef|bf)ile|d(?<=load)[^a-z]|y(?<=copy)[^a-z]|y(?<=directory)[^a-z]|k(?<=bulk|disk)[^a-z]|p(?<=op)en(?:row|data)|c(?<=attac)h[^a-z]|vacuum[^a-z]|\.(?:import|output|once|read|backup|save)` });

/** Keeps the server busy or waiting, as probes for injections do (CWE-400, CWE-208). Lets tables and columns of these names pass. */
export const sqlDelay = danger('sql.delay');

/** Necessary for {@link sqlDelay}. */
export const sqlDelayTrigger = (): Trigger => ({ source: String.raw`p(?<=sleep)[^a-z]|_(?<=ms_)(?:pipe|lock|sess)|k(?<=benchmark)[^a-z]|waitfor|b(?<=mb)lob` });

/**
 * Destroys data, schema or rights: drop, truncate, a delete or update of every row, grant all, accounts. Some tools exist for
 * it, so it alerts (CWE-89, OWASP LLM06 excessive agency). Lets changes of chosen rows pass.
 */
export const sqlDestructive = danger('sql.destructive', 'alert');

/** Necessary for {@link sqlDestructive}. */
export const sqlDestructiveTrigger = (): Trigger => ({ source: String.raw`p(?<=drop)[^a-z]|c(?<=trunc)ate[^a-z]|l(?<=del)ete[^a-z]|p(?<=up)date[^a-z]|grant[^a-z]|l(?<=al)ter[^a-z]|create[^a-z]|v(?<=rev)oke[^a-z]|password[^a-z]|w(?<=shutdow)n` });

/** Reads where a database keeps passwords and keys (CWE-522). It alerts, since administrators' tools do. Lets the catalog of tables pass. */
export const sqlSecrets = danger('sql.secrets', 'alert');

/** Necessary for {@link sqlSecrets}. */
export const sqlSecretsTrigger = (): Trigger => ({ source: String.raw`y(?<=my)sql[^a-z]|_(?:(?<=pg_)(?:shadow|authid|user_map|hba)|(?<=ql_|ked_)logins|(?<=authentication_)string|(?<=dba_)users)|y(?<=sy)sx?logins|\$(?<=user\$|history\$)|credentials|g(?<=log)inprop` });
