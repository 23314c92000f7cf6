/** What is kept in this browser: one database with tables for networks, for people who were found, and for what was tuned to them. */

const DATABASE = "triplane";
const TABLES = ["networks", "people", "tuned"] as const;

/** What to say where something had to be kept and was not. */
export const KEEPS_NOTHING = "this browser keeps nothing for this page: is the window private, or the disk full?";

/** One request in one transaction; `null` where storage is refused, as in private windows, or full. */
export async function askTable<T>(
	name: (typeof TABLES)[number],
	mode: IDBTransactionMode,
	request: (table: IDBObjectStore) => IDBRequest,
): Promise<T | null> {
	try {
		const database = await opened();
		try {
			const transaction = database.transaction(name, mode);
			const result = settled<T>(request(transaction.objectStore(name)));
			await finished(transaction);
			return await result;
		} finally {
			database.close();
		}
	} catch (error) {
		if (error instanceof DOMException) return null;
		throw error;
	}
}

function opened(): Promise<IDBDatabase> {
	const request = indexedDB.open(DATABASE, 3);
	request.onupgradeneeded = () => {
		const { result: database } = request;
		for (const name of TABLES) {
			if (!database.objectStoreNames.contains(name)) database.createObjectStore(name, { keyPath: "key" });
		}
	};
	return settled(request);
}

function settled<T>(request: IDBRequest): Promise<T> {
	return new Promise((resolve, reject) => {
		request.onsuccess = () => resolve(request.result as T);
		request.onerror = () => reject(request.error);
	});
}

function finished(transaction: IDBTransaction): Promise<void> {
	return new Promise((resolve, reject) => {
		transaction.oncomplete = () => resolve();
		transaction.onabort = () => reject(transaction.error ?? new DOMException("aborted", "AbortError"));
	});
}
