import { AsyncLocalStorage } from "node:async_hooks";
import { StringDecoder } from "node:string_decoder";
import {
  setImmediate as turn,
  setTimeout as delay,
} from "node:timers/promises";
import { inspect } from "node:util";

/** @typedef {(type: string, content: object) => void} Publish one message of Jupyter's protocol, to whom a cell's outputs go */
/** @typedef {"stdout" | "stderr"} StreamName */
/** @typedef {{ ename: string, evalue: string, traceback: string[] }} Failure */

/** Text that comes within so many milliseconds, up to so many characters, is one message: JupyterLab drops what comes too fast. */
const GATHER = { milliseconds: 50, characters: 65536 };

/**
 * Where the outputs of one cell go, in the order in which they were made.
 *
 * @param {Publish} publish
 */
export function openCell(publish) {
  let gathered = { name: /** @type {StreamName} */ ("stdout"), text: "" };
  let published = -Infinity;
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const decoders = {
    stdout: new StringDecoder("utf8"),
    stderr: new StringDecoder("utf8"),
  };
  /** @type {Failure | undefined} */
  let failure;

  function flush() {
    clearTimeout(timer);
    timer = undefined;
    if (gathered.text) publish("stream", gathered);
    gathered = { ...gathered, text: "" };
    published = Date.now();
  }
  return {
    flush,
    /** What a promise nobody awaits, or a timer, has failed of. */
    failure: () => failure,
    /**
     * @param {StreamName} name
     * @param {string | Uint8Array} chunk
     */
    write(name, chunk) {
      const text =
        typeof chunk === "string"
          ? chunk
          : decoders[name].write(Buffer.from(chunk));
      if (name !== gathered.name) flush();
      gathered = { name, text: gathered.text + text };
      if (
        gathered.text.length >= GATHER.characters ||
        Date.now() - published >= GATHER.milliseconds
      )
        flush();
      else timer ??= setTimeout(flush, GATHER.milliseconds).unref();
    },
    /**
     * @param {object} content
     * @param {boolean} update
     */
    display(content, update) {
      flush();
      publish(update ? "update_display_data" : "display_data", content);
    },
    /**
     * @param {string} why
     * @param {unknown} reason
     */
    fail(why, reason) {
      flush();
      const { name, message } =
        reason instanceof Error ? reason : new Error(String(reason));
      const traceback = [`${why}\n${inspect(reason)}`];
      failure = { ename: name, evalue: message, traceback };
      publish("error", failure);
    },
  };
}

/** @typedef {ReturnType<typeof openCell>} Cell */

/** The cell whose code runs, in what it left running too (promises, timers): its outputs stay its own. @type {AsyncLocalStorage<Cell>} */
const running = new AsyncLocalStorage();

/** The cell that was started last: for what runs for no cell in particular. @type {Cell | undefined} */
let latest;

const cell = () => running.getStore() ?? latest;

/**
 * Has tslab's kernel lose no output, skip no cell and hear every rejected promise; nothing on disk is changed. tslab itself sends a message a
 * line, of which ZeroMQ drops what is more than 1,000 behind; aborts the cells after one that may fail; and prints a rejection as a warning.
 *
 * @param {{ JupyterHandlerImpl: any, ZmqServer: any, lastWriteDisplayData: unknown }} jupyter the module tslab/dist/jupyter.js
 */
export function mendCells(jupyter) {
  const { JupyterHandlerImpl, ZmqServer } = jupyter;
  const { bindSocket } = ZmqServer.prototype;

  ZmqServer.prototype.bindSocket = function (
    /** @type {{ sendHighWaterMark: number }} */ socket,
    /** @type {number} */ port,
  ) {
    if (socket === this.iopub) socket.sendHighWaterMark = 0; // without limit
    return bindSocket.call(this, socket, port);
  };

  ZmqServer.prototype.handleExecute = async function (
    /** @type {any} */ socket,
    /** @type {any} */ request,
  ) {
    const send = (
      /** @type {any} */ to,
      /** @type {string} */ type,
      /** @type {object} */ content,
    ) => {
      const message = request.createReply();
      message.header.msg_type = type;
      message.content = content;
      message.signAndSend(this.connInfo.key, to);
    };
    const opened = openCell((type, content) => {
      if (!this.iopub.closed) send(this.iopub, type, content);
    });
    const content = await this.handler.handleExecute(request.content, opened);
    opened.flush();
    send(socket, "execute_reply", content);
  };

  JupyterHandlerImpl.prototype.handleExecute = async function (
    /** @type {{ code: string, stop_on_error?: boolean }} */ request,
    /** @type {Cell} */ opened,
  ) {
    /** @type {number | undefined} */
    let count;
    let ok = false;
    try {
      await this.execQueue.add(async () => {
        count = ++this.execCount;
        latest = opened;
        ok = await running.run(opened, () => {
          const executing = this.executor.execute(request.code);
          listenAnewForInterrupts();
          return executing;
        });
        await turn(); // in which what was rejected until now is told
        ok &&= !opened.failure();
        // What is thrown here cancels the cells that were handed in already.
        if (!ok && request.stop_on_error !== false) throw new Error("failed");
      });
    } catch {
      if (count === undefined) return { status: "aborted" };
      await delay(20); // in which those are read; who has the answer may go on
      this.execQueue.reset();
    }
    return {
      status: ok ? "ok" : "error",
      execution_count: count,
      ...opened.failure(),
    };
  };

  jupyter.lastWriteDisplayData = (
    /** @type {object} */ content,
    /** @type {boolean} */ update,
  ) => cell()?.display(content, update);
}

/**
 * Has the stop button reach those who listen. While the synchronous part of a cell runs, Node's `vm` takes SIGINT for itself, and afterwards puts back
 * what ends the process, where a listener was added in that part (as the library does with its first long call): the button killed the kernel.
 */
function listenAnewForInterrupts() {
  const listeners = process.rawListeners("SIGINT");
  process.removeAllListeners("SIGINT");
  for (const listener of listeners)
    process.on("SIGINT", /** @type {() => void} */ (listener));
}

/** What runs for no cell: the kernel itself, before the first. @type {string[]} */
let own = [];

/** Has the process's streams and failures go to the cell that they are of; to be called once tslab's kernel has started. */
export function listenForCells() {
  for (const name of /** @type {const} */ (["stdout", "stderr"])) {
    const stream = process[name];
    const write = stream.write.bind(stream);
    stream.write = /** @type {any} */ (
      (
        /** @type {string | Uint8Array} */ chunk,
        /** @type {any} */ encoding,
        /** @type {any} */ callback,
      ) => {
        const to = cell();
        if (!to) return write(chunk, encoding, callback);
        to.write(name, chunk);
        const written = typeof encoding === "function" ? encoding : callback;
        if (written) process.nextTick(written);
        return true;
      }
    );
  }
  // tslab's own listeners print these, and the cell passes.
  process.removeAllListeners("unhandledRejection");
  process.removeAllListeners("uncaughtException");
  process.on("unhandledRejection", (reason) =>
    cell()?.fail(
      "A promise was rejected that no cell awaits (`await` before the call tells it where it belongs):",
      reason,
    ),
  );
  process.on("uncaughtException", (error) =>
    cell()?.fail(
      "This was thrown when the cell's own code had ended (in a timer or an event):",
      error,
    ),
  );
  /** @type {any} */ (globalThis)[Symbol.for("lab.settled")] = settled;
  own = process.getActiveResourcesInfo();
}

/** What goes on though no cell waits for it, by the names of Node's resources; tslab watches the files and folders that cells import. */
function leftRunning() {
  const left = process
    .getActiveResourcesInfo()
    .filter((name) => !["StatWatcher", "FSEventWrap"].includes(name));
  for (const each of own) {
    const at = left.indexOf(each);
    if (at >= 0) left.splice(at, 1);
  }
  return left;
}

/**
 * Waits until nothing goes on that a cell began and did not await, at most for so many seconds.
 *
 * @param {number} seconds
 */
async function settled(seconds) {
  const last = Date.now() + 1000 * seconds;
  await turn();
  while (leftRunning().length > 0) {
    if (Date.now() > last) {
      console.error(
        `What a cell began and did not await still goes on (${leftRunning().join(", ")}): what it prints or fails of is not in the notebook.`,
      );
      return;
    }
    await delay(10, undefined, { ref: false });
  }
}
