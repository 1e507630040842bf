/** The page on which anybody can try it: the camera, or a photograph of one's own, by a policy of one's choice. */

import '../element/index.js';
import { Swafoto, SwafotoError, type Analysis, type PolicyChoice, type SelfieResult } from '../index.js';
import { Report } from './report.js';
import { WORDS, type PageWords } from './words.js';

function part<T extends HTMLElement>(id: string): T {
  const found = document.getElementById(id);
  if (found === null) {
    throw new Error(`the page has no #${id}`);
  }
  return found as T;
}

const query = new URLSearchParams(location.search);
const [language, policy, toml, declared] = [
  part<HTMLSelectElement>('language'),
  part<HTMLSelectElement>('policy'),
  part<HTMLTextAreaElement>('toml'),
  part<HTMLInputElement>('declared'),
];
const [camera, photo, result, fault, drop, file] = [
  part('camera'),
  part('photo'),
  part('result'),
  part('fault'),
  part('drop'),
  part<HTMLInputElement>('file'),
];
const tabs = ['camera', 'photo'] as const;
type Tab = (typeof tabs)[number];

const swafoto: Promise<Swafoto> = Swafoto.load();
let words: PageWords = WORDS['id'] as PageWords;
let tab: Tab = 'camera';
/** The policy as it was edited; nothing where it is a preset. */
let edited: string | undefined;
let judged: Blob | undefined;

function choice(): PolicyChoice {
  return edited === undefined ? { type: 'preset', name: policy.value } : { type: 'toml', text: edited };
}

function speak(tag: string): void {
  words = WORDS[tag] ?? words;
  [document.documentElement.lang, document.title] = [tag, words.title];
  for (const element of document.querySelectorAll<HTMLElement>('[data-word]')) {
    element.textContent = words[element.dataset['word'] as keyof PageWords];
  }
}

function open(wanted: Tab): void {
  tab = wanted;
  for (const name of tabs) {
    part(name).hidden = name !== tab;
    part(`tab-${name}`).setAttribute('aria-selected', String(name === tab));
  }
}

/** Lets go of what was shown before. */
function clear(): void {
  for (const shown of result.querySelectorAll<HTMLAnchorElement | HTMLImageElement>('a[href^="blob:"], img[src^="blob:"]')) {
    URL.revokeObjectURL('href' in shown ? shown.href : shown.src);
  }
  result.replaceChildren();
}

/** Shows the camera anew, or nothing of it where another tab is open. */
function begin(): void {
  camera.replaceChildren();
  clear();
  if (tab === 'camera') {
    void swafoto.then(show);
  }
}

function show(library: Swafoto): void {
  camera.replaceChildren();
  const selfie = document.createElement('swafoto-selfie');
  selfie.lang = language.value;
  selfie.swafoto = library;
  selfie.request = { policy: choice(), session: { declaredCovering: declared.checked } };
  selfie.addEventListener('swafoto-result', ({ detail }) => void finish(detail));
  camera.append(selfie);
}

async function finish(ended: SelfieResult): Promise<void> {
  const again = button(words.again, begin);
  if (ended.type !== 'accepted' && ended.type !== 'for-review') {
    const why = document.createElement('p');
    // For whoever tries it out; the person has read it on the screen.
    why.textContent = JSON.stringify(ended);
    clear();
    result.append(actions(again), why);
    camera.replaceChildren();
    return;
  }
  const { jpeg, receipt } = ended.photo;
  ended.photo.release();
  await report(jpeg, receipt, [again]);
  camera.replaceChildren();
}

/** Judges a photograph, and shows what came of it. `receipt`: of one that was taken here. */
async function report(blob: Blob, receipt?: string, more: readonly HTMLElement[] = []): Promise<void> {
  judged = blob;
  clear();
  try {
    const library = await swafoto;
    const analysis: Analysis = await library.judge(blob, { policy: choice(), declaredCovering: declared.checked });
    const shown = new Report(words, await library.words([language.value]));
    const saves = receipt === undefined
      ? []
      : [
          link(words.savePhoto, blob, 'selfie.jpg'),
          link(words.saveReceipt, new Blob([receipt], { type: 'application/json' }), 'selfie.json'),
        ];
    result.replaceChildren(shown.verdict(analysis), actions(...saves, ...more), await shown.picture(blob, analysis), shown.table(analysis));
  } catch (error) {
    result.replaceChildren(failure(error));
  }
}

function failure(error: unknown): HTMLElement {
  const said = document.createElement('p');
  said.className = 'fail';
  said.textContent = error instanceof SwafotoError ? `${error.code}: ${reasonOf(error)}` : String(error);
  return said;
}

function reasonOf({ fault: known }: SwafotoError): string {
  return 'reason' in known ? known.reason : '';
}

function actions(...parts: readonly HTMLElement[]): HTMLElement {
  const row = document.createElement('div');
  row.className = 'actions';
  row.append(...parts);
  return row;
}

function button(label: string, press: () => void): HTMLElement {
  const made = document.createElement('button');
  [made.type, made.textContent, made.onclick] = ['button', label, press];
  return made;
}

function link(label: string, blob: Blob, name: string): HTMLElement {
  const made = document.createElement('a');
  [made.className, made.textContent, made.download, made.href] = ['button', label, name, URL.createObjectURL(blob)];
  return made;
}

/** Another policy or declaration: whatever was judged is judged anew. */
async function change(): Promise<void> {
  fault.textContent = '';
  try {
    const library = await swafoto;
    const facts = await library.policy(choice());
    part('purpose').textContent = facts.title;
    if (edited === undefined) {
      toml.value = facts.resolvedText;
    }
  } catch (error) {
    fault.textContent = error instanceof SwafotoError ? `${words.policyInvalid} ${reasonOf(error)}` : String(error);
    return;
  }
  if (tab === 'camera') {
    begin();
  } else if (judged !== undefined) {
    await report(judged);
  }
}

function listen(): void {
  language.onchange = () => {
    speak(language.value);
    begin();
  };
  policy.onchange = () => {
    edited = undefined;
    void change();
  };
  toml.onchange = () => {
    edited = toml.value;
    void change();
  };
  declared.onchange = () => void change();
  for (const name of tabs) {
    part(`tab-${name}`).onclick = () => {
      open(name);
      begin();
    };
  }
  const take = (files: FileList | null | undefined) => {
    const [chosen] = files ?? [];
    if (chosen !== undefined) {
      void report(chosen);
    }
  };
  file.onchange = () => take(file.files);
  photo.ondragover = (event) => {
    event.preventDefault();
    drop.classList.add('over');
  };
  photo.ondragleave = () => drop.classList.remove('over');
  photo.ondrop = (event) => {
    event.preventDefault();
    drop.classList.remove('over');
    take(event.dataTransfer?.files);
  };
}

async function start(): Promise<void> {
  for (const [tag, { endonym }] of Object.entries(WORDS)) {
    language.add(new Option(endonym, tag));
  }
  const wished = [query.get('lang'), ...navigator.languages].map((tag) => tag?.split('-')[0] ?? '');
  language.value = wished.find((tag) => tag in WORDS) ?? 'id';
  speak(language.value);
  listen();
  open(query.get('tab') === 'photo' ? 'photo' : 'camera');
  const { presets, defaultPolicy } = await (await swafoto).constants();
  presets.forEach((name) => policy.add(new Option(name, name)));
  policy.value = query.get('policy') ?? defaultPolicy;
  await change();
  if ('serviceWorker' in navigator) {
    await navigator.serviceWorker.register('sw.js');
  }
}

start().catch((error: unknown) => result.replaceChildren(failure(error)));
