/**
 * The words the browser side is written in. Types only: nothing of this file is ever sent to a visitor.
 *
 * @typedef {{[language: string]: string}} Words an owner's words by language
 *
 * @typedef {object} WidgetConfig one published widget, as `server/sites/publishing` writes it
 * @property {string} id
 * @property {string} kind
 * @property {number} version
 * @property {number} priority the larger goes first
 * @property {{[name: string]: any}} settings only what differs from the defaults
 * @property {Condition} [where]
 * @property {Trigger[]} [when]
 * @property {number} [start] ms; not shown before
 * @property {number} [stop] ms; not shown from then on
 * @property {string[]} [consent] the purposes a visitor is asked for
 * @property {1} [interrupts] it opens over the page by itself
 * @property {{[within in "visit"|"day"|"total"]?: number}} [caps] how often it may open by itself
 * @property {"visit"|"ever"|"again"} [after] how long it rests once it was closed; absent: a day
 * @property {string} [entry] the module that draws it, where that is not its kind's own
 * @property {string} [bar] the module that may stand in for it as a bar
 * @property {1} [inline] it stands in a place of the page's own
 *
 * @typedef {object} Looks
 * @property {string} brand
 * @property {string} on
 * @property {string} link
 * @property {string} link_dark
 * @property {"auto"|"light"|"dark"} theme
 * @property {"start"|"end"} corner
 * @property {number} [radius] px that no corner is rounder than
 * @property {number} [zoom] how much larger everything is
 * @property {number} [lift] px that stay free under what stands at the bottom
 *
 * @typedef {object} Config what the server writes into the loader
 * @property {string} site the site's key
 * @property {number} version
 * @property {string[]} languages
 * @property {string} [country]
 * @property {"after_interaction"|"after_consent"|"always"} memory
 * @property {Looks} looks
 * @property {WidgetConfig[]} widgets
 * @property {string} base the site's address at the visitors' door, with a slash at its end
 * @property {string} files where the modules are, with a slash at its end
 * @property {string} hash the one hash of all modules
 * @property {string[]} launchers the kinds that stand in the page by a launcher of their own
 * @property {number} [quiet] ms after one that interrupts before another may
 * @property {1} [guard] nothing covers the first page of a visit from a search engine on a phone
 * @property {string} [zone] the site's time zone (IANA), where a rule asks for the hour or the day
 * @property {1} [live] the line is opened on every page
 * @property {{data_layer?: true, gtag?: true, metrika?: string}} [goals] which of the page's own counters are told what happens
 *
 * @typedef {{all?: Condition[], any?: Condition[], not?: Condition[], field?: string, op?: string, value?: any}} Condition
 * @typedef {{kind: string, seconds?: number, selector?: string, percent?: number, [more: string]: any}} Trigger
 * @typedef {(fire: (byItself: boolean) => void, trigger: Trigger, signal: AbortSignal, core: Core) => void} Armed
 *   waits for one trigger; `byItself` is false for what the visitor did to this end
 *
 * Pieces: what only some sites need, one function in each file of these folders of `static/`.
 * @typedef {{[slot in "triggers"|"ops"|"facts"|"gates"|"shared"|"goals"]?: {[name: string]: any}}} Pieces
 * @typedef {(value: any, text: string) => boolean} Op
 * @typedef {(core: Core, field: string) => string|number|boolean|null|undefined} Fact of one field or a family of
 *   them (`utm_…`); nothing, where it is not known
 * @typedef {(core: Core) => (instance: Instance, trigger: Trigger) => boolean} Gate whether a widget may open by itself, as a member
 *   of `core` under its own name
 * @typedef {(name: string, widget: WidgetConfig, more: {[name: string]: string}|undefined, goals: {[name: string]: any}) => void} Goal
 *   tells a counter of the page's own
 * @typedef {(core: Core) => any} Shared what other pieces lean on, a member of `core` under its own name
 * @typedef {{visits?: number, pages?: number, since: number, came: string}} Visited `visits` and `pages`
 *   where they are known; `since` in ms; `came` the marks of the campaign, as an address has them
 * @typedef {{url: string, title: string, referrer: string}} PageSeen
 *
 * @typedef {object} Handlers what a widget is told; each may be absent
 * @property {(byItself: boolean) => void} [open] show yourself; `byItself`: a trigger did it, so leave the focus alone
 * @property {() => void} [close] go out of the way, give the focus back
 * @property {(left: Left) => void} [waiting] what was left is kept in this browser and not yet with the server
 * @property {(answer: Left & Answer) => void} [kept] the server has it on disk
 * @property {(refusal: Left & Refusal) => void} [refused] the server will not take it
 * @property {(state: Progress) => void} [progress] how far it has come since
 * @property {() => any} [facts] the server has told other facts
 * @property {(conversation: Conversation) => any} [said] something has changed in what the visitor and the team write
 *
 * @typedef {{values: {[field: string]: any}}} Left what the visitor left, as it was given to `submit`
 * @typedef {object} Answer
 * @property {string} lead
 * @property {string|null} visitor
 * @property {string} [state]
 * @property {string} [reason]
 * @property {number} [promise_seconds]
 * @property {string|null} [code] a code of the visitor's own; null: there is none, see `code_reason`
 * @property {string|null} [code_ends] RFC 3339; null: it does not end
 * @property {string} [code_reason]
 *
 * @typedef {object} Refusal
 * @property {string} code
 * @property {string} [message]
 * @property {string} [detail]
 * @property {boolean} [again]
 * @property {{[path: string]: string}} [errors]
 * @property {{[path: string]: string}} [reasons]
 * @property {{[path: string]: {country?: string, digits?: number, countries?: string[]}}} [hints]
 * @property {number} [retry_after]
 *
 * @typedef {object} Progress
 * @property {string} lead
 * @property {string} state
 * @property {string} [reason]
 * @property {string} [by]
 * @property {string} [outcome]
 * @property {number} [promise_seconds]
 * @property {number} since ms on the server's clock
 * @property {number} now ms on the server's clock
 * @property {number} [again_at]
 */

/**
 * What a widget is given: everything it may know and do.
 *
 * @template Settings
 * @typedef {object} Visit
 * @property {AbortSignal} life aborted when the widget leaves the page: give it to listeners outside of the room
 * @property {Settings} settings the owner's settings, only what differs from the defaults
 * @property {string[]} consent the purposes to ask for, each with words under `consent_<purpose>`
 * @property {string} language the language of the words
 * @property {string} [country] the site's country
 * @property {{[name: string]: any}} draft survives being mounted anew; keep what the visitor has typed here
 * @property {(key: string, values?: {[name: string]: any}, texts?: {[key: string]: string}) => string} t the words for
 *   `key`: the owner's, else the widget's own; "" where there are none
 * @property {(handlers: Handlers) => void} on be told; what was told last is told again, so that a new mount is in step
 * @property {(byItself?: boolean|Event) => void} open ask to be opened
 * @property {() => void} close ask to be closed
 * @property {(name: string, more?: {[name: string]: string}) => void} tell say that something happened in it, to the
 *   page, its counters and for the numbers; `more` are codes, for example `{action: "telegram"}`
 * @property {() => {country?: string, online?: "yes"|"no", [more: string]: any}} facts what the server has told of now
 * @property {(where: Condition) => number} decide whether a condition holds now: 1 it does, 0 it does not, 0.5 nobody
 *   can say
 * @property {() => string} came the marks of the campaign by which this visit came, as an address has them; "" where
 *   none are known
 * @property {(name: string) => boolean} has whether the site has a widget of this id or kind
 * @property {(name: string) => void} ask open another widget of the site, by its id or kind
 * @property {() => {phone?: string, name?: string, email?: string}} known what this visitor told us from this device before
 * @property {(values: {[field: string]: any}, consent?: string[], trap?: string) => Promise<Answer>} submit keep this,
 *   send it exactly once, come what may; what becomes of it is told to the handlers, also after a reload
 * @property {() => void} forget what was told last is over; the next mount starts afresh
 * @property {() => Promise<Line>} live the line, and by its `talk` what the visitor and the team write to each other
 * @property {(name: string) => string|undefined} get what is remembered under this name; under `talk` that they have written before
 * @property {(name: string) => Promise<any>} load a module of the runtime, for example `phone`
 * @property {() => Promise<any>} more the rest of this widget: its `later.js`, with `texts` of its own
 */

/**
 * @typedef {object} Instance one widget on this page
 * @property {WidgetConfig} widget
 * @property {AbortController} life its end takes the widget out of the page
 * @property {boolean} [isOpen]
 * @property {boolean} [byItself] it was opened by no act of the visitor's
 * @property {boolean} [asBar] it is drawn as a bar, since nothing may cover this page
 * @property {number} [opened] when it was opened
 * @property {Promise<void>} [drawn]
 * @property {Promise<any>} [asked] whether it may interrupt is being asked
 * @property {Handlers} [handlers]
 *
 * @typedef {object} Core what the loader lends to the modules
 * @property {Config} config
 * @property {boolean} isHttpOnly never try a socket
 * @property {string} language
 * @property {Map<string, Instance>} instances
 * @property {{[id: string]: object}} drafts
 * @property {{[id: string]: [string, any]}} news what each widget was told last
 * @property {(name: string) => Promise<any>} load
 * @property {Pieces} pieces
 * @property {() => void} make set to work the pieces that act by themselves
 * @property {AbortController} life its end takes everything of this site out of the page
 * @property {boolean} isShy this visitor does not want to be followed
 * @property {{country?: string, online?: "yes"|"no", [more: string]: any}} facts what the server has told
 * @property {{[name: string]: (...given: any[]) => void}} commands
 * @property {(name: string, listener: (detail: {widget: string, kind: string, lead?: string}) => void) => void} on
 * @property {(field: string) => any} fact what is known of a field for conditions
 * @property {(where: Condition) => number} decide 1 it holds, 0 it does not, 0.5 nobody can say
 * @property {(instance: Instance, trigger: Trigger) => void} fire a trigger has come: open it by itself if it may
 * @property {() => Visited} visited where a piece leans on it
 * @property {{[name: string]: number[]}} happened when each event of the page happened, where a piece leans on `onEvent`
 * @property {(name: string, listener: () => void, signal: AbortSignal) => void} onEvent
 * @property {() => string} clock where a piece leans on it
 * @property {{[name: string]: string|number|boolean}} attributes what the page told of itself, where a piece leans on it
 * @property {() => void} [wake]
 * @property {(instance: Instance, trigger: Trigger) => boolean} [manners]
 * @property {() => Promise<Line>} live
 * @property {Conversation} [conversation] once its module is there
 * @property {() => void} interacted
 * @property {(name: string, widget?: WidgetConfig, lead?: string, more?: {[name: string]: string}) => void} tell
 * @property {(isSo?: boolean) => void} allow
 * @property {(name: string) => string|undefined} get
 * @property {(name: string, value?: string) => void} keep
 * @property {() => string|undefined} visitor
 * @property {string} prefix before each name in storage
 * @property {{[name: string]: string}} shelf what could not be stored, by whole name
 * @property {() => void} evaluate
 * @property {(instance: Instance, byItself?: boolean) => void} open
 * @property {(instance: Instance) => void} close
 *
 * @typedef {{id: string, name: string, type: string, size: number, path: string, width?: number, height?: number}} FileTold
 *   a picture has its pixels
 * @typedef {{id: string, number: number, author: "visitor"|"manager"|"bot", name?: string, text: string, at: number, file?: FileTold}} Message
 * @typedef {{key: string, widget: string, text: string, language: string, page: PageSeen, at: number, invited?: string, answers?: Answers, topic?: number, code?: string, number?: number}} Unsent
 *   what is not among the messages yet; `code`: why the server will not take it; `number`: the server has it
 *
 * @typedef {{widget: string, said: number, facts?: {[fact: string]: string}}} Answers the words of a widget that a message answers
 *
 * @typedef {object} Conversation what the `conversation` module gives back
 * @property {() => number|undefined} have up to which number all is here; nothing where nobody wants to hear of it
 * @property {(frame: any) => void} hear
 * @property {() => Message[]} messages without a gap, the oldest first
 * @property {() => number} first the number of the first one that is here
 * @property {() => Unsent[]} pending in the order in which they were written
 * @property {() => {state: string, last: number, read: number, rated?: number, opinion?: string, by?: {id: string, name: string, picture?: string}}|undefined} state
 * @property {() => string} typing who writes just now; "" for nobody
 * @property {() => boolean} isBegun
 * @property {() => number} unread
 * @property {() => {name: string, text: string, at: number}|undefined} invited what somebody of the team has said first, until it is answered
 * @property {() => void} introduce whoever writes has a name, for this page at least
 * @property {(is: boolean) => void} show whether it is being looked at
 * @property {() => void} earlier ask for those before the first
 * @property {(widget: string, text: string, answers?: Answers, topic?: number) => void} add say something: kept here until it is with the server, sent exactly once
 * @property {() => {visitor?: string, language: string, page: PageSeen}} head who says something, and where; from now on they have a name
 * @property {(path: string) => string} at an address of the server's
 * @property {() => void} begun something was said by another way
 * @property {(entry: Unsent) => void} retry what was not taken, once more
 * @property {() => void} read all that is here is read
 * @property {() => void} write the visitor is writing
 * @property {(value: number, text?: string) => void} rate what they think of it, once it was closed
 * @property {() => void} forget this browser is somebody else's now
 *
 * @typedef {object} Tools what the `conversation` module is lent
 * @property {(core: Core, kind: string) => string[]} names
 * @property {(core: Core) => void} note
 * @property {(value: any) => string} json
 * @property {() => string} random
 * @property {() => PageSeen} page
 * @property {() => boolean} isOpen the socket stands
 * @property {(frame: any) => void} say over the socket
 * @property {() => void} again say hello again
 * @property {() => object} hello
 * @property {(frame: any) => void} greet hear a frame that came by another way
 * @property {AbortSignal} life
 *
 * @typedef {object} Line what the `live` module gives back
 * @property {() => Promise<Conversation|undefined>} talk
 * @property {(widget: WidgetConfig, opened: number|undefined, values: {[field: string]: any}, consent?: string[], trap?: string) => Promise<Answer>} submit
 * @property {() => void} hello say again who we are and what we wait for
 * @property {(given: {token?: string, phone?: string, name?: string, email?: string}|null) => Promise<void>} identify say
 *   who the visitor is; null: nobody any more
 * @property {() => void} moved tell of another page
 * @property {() => void} stop
 */

export {};
