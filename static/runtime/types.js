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
 *
 * @typedef {object} Looks
 * @property {string} brand
 * @property {string} on
 * @property {string} link
 * @property {string} link_dark
 * @property {"auto"|"light"|"dark"} theme
 * @property {"start"|"end"} corner
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
 * @property {{[name: string]: string}} modules each module's hash
 * @property {string[]} launchers the kinds that stand in the page by a launcher of their own
 *
 * @typedef {{all?: Condition[], any?: Condition[], not?: Condition[], field?: string, op?: string, value?: string}} Condition
 * @typedef {{kind: string, seconds?: number, selector?: string, percent?: number}} Trigger
 * @typedef {(fire: (byItself: boolean) => void, trigger: Trigger, signal: AbortSignal) => void} Armed waits for one trigger
 * @typedef {{[field: string]: string|null|undefined}} Facts what is known about the page, for conditions
 * @typedef {{url: string, title: string, referrer: string}} PageSeen
 *
 * @typedef {object} Handlers what a widget is told; each may be absent
 * @property {(byItself: boolean) => void} [open] show yourself; `byItself`: a trigger did it, so leave the focus alone
 * @property {() => void} [close] go out of the way, give the focus back
 * @property {(left: Left) => void} [waiting] what was left is kept in this browser and not yet with the server
 * @property {(answer: Left & Answer) => void} [kept] the server has it on disk
 * @property {(refusal: Left & Refusal) => void} [refused] the server will not take it
 * @property {(state: Progress) => void} [progress] how far it has come since
 *
 * @typedef {{values: {[field: string]: any}}} Left what the visitor left, as it was given to `submit`
 * @typedef {object} Answer
 * @property {string} lead
 * @property {string|null} visitor
 * @property {string} [state]
 * @property {string} [reason]
 * @property {number} [promise_seconds]
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
 * @property {() => {phone?: string, name?: string, email?: string}} known what this visitor told us from this device before
 * @property {(values: {[field: string]: any}, consent?: string[], trap?: string) => Promise<Answer>} submit keep this,
 *   send it exactly once, come what may; what becomes of it is told to the handlers, also after a reload
 * @property {() => void} forget what was told last is over; the next mount starts afresh
 * @property {(name: string) => Promise<any>} load a module of the runtime, for example `phone`
 * @property {() => Promise<any>} more the rest of this widget: its `later.js`, with `texts` of its own
 */

/**
 * @typedef {object} Instance one widget on this page
 * @property {WidgetConfig} widget
 * @property {AbortController} life its end takes the widget out of the page
 * @property {boolean} [isOpen]
 * @property {number} [opened] when it was opened
 * @property {Promise<void>} [drawn]
 * @property {Handlers} [handlers]
 *
 * @typedef {object} Core what the loader lends to the modules
 * @property {Config} config
 * @property {boolean} isHttpOnly never try a socket
 * @property {string} language
 * @property {Map<string, Instance>} instances
 * @property {{[id: string]: object}} drafts
 * @property {{[id: string]: [string, any]}} news what each widget was told last
 * @property {(name: string, file?: string) => Promise<any>} load
 * @property {() => Promise<Line>} live
 * @property {() => void} interacted
 * @property {(name: string, widget?: WidgetConfig, lead?: string) => void} tell
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
 * @typedef {object} Line what the `live` module gives back
 * @property {(widget: WidgetConfig, opened: number|undefined, values: {[field: string]: any}, consent?: string[], trap?: string) => Promise<Answer>} submit
 * @property {() => void} hello say again who we are and what we wait for
 * @property {() => void} moved tell of another page
 * @property {() => void} stop
 */

export {};
