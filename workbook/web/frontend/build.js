// Builds ../template/second_look/static from src. Another folder may be named as the argument.
import {build} from 'esbuild';
import {readFile, rm} from 'node:fs/promises';
import {relative, resolve} from 'node:path';
import {fileURLToPath} from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const outdir = process.argv[2] ?? `${here}../template/second_look/static`;
// The names of files come from those of their parts: they must not tell where the project lies.
const named = (path) => relative(here, path).replaceAll('\\', '/');

// anywidget ships for AMD loaders only. Its one call of `define` is caught inside its own module.
// It would run the text that a kernel sends; here a widget names one of our own modules instead.
const anywidgetAsModule = {
  name: 'anywidget-as-module',
  setup(builder) {
    builder.onLoad({filter: /anywidget[\\/]dist[\\/]index\.js$/}, async ({path}) => {
      const text = await readFile(path, 'utf8');
      const loader = 'async function loadEsm(';
      if (!text.includes(loader)) throw new Error(`anywidget has no "${loader}" any more`);
      return {
        contents:
          `import {loadModule as loadEsm} from ${JSON.stringify(`${here}src/kit.js`)};\n` +
          'let factory; const define = (_, made) => { factory = made; };\n' +
          text.replace(loader, 'async function runText(') +
          '\nexport default factory;',
      };
    });
  },
};

// The connection to a kernel needs one part of its package, but asks for the whole of it.
const connectionOnly = {
  name: 'connection-only',
  setup(builder) {
    const from = /services[\\/]lib[\\/]kernel[\\/][a-z]+\.js$/;
    builder.onResolve({filter: /^\.\.$/}, ({importer, resolveDir}) =>
      from.test(importer) ? {path: named(resolveDir), namespace: 'connection-only'} : undefined);
    builder.onLoad({filter: /.*/, namespace: 'connection-only'}, ({path}) => ({
      resolveDir: resolve(here, path),
      contents: "export * from '../serverconnection'; export * from './comm';",
    }));
  },
};

// 200 kB for descriptions with HTML in them, which we do not have: here they become plain text.
const plainDescriptions = {
  name: 'plain-descriptions',
  setup(builder) {
    builder.onLoad({filter: /sanitize-html[\\/]index\.js$/}, () => ({
      contents: `
        const SAFE = {'&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;'};
        export default (text) => text.replace(/[&<>"]/g, (character) => SAFE[character]);`,
    }));
  },
};

// 87 kB of which the widgets use this much.
const littleJquery = {
  name: 'little-jquery',
  setup(builder) {
    builder.onLoad({filter: /jquery[\\/]dist[\\/]jquery\.js$/}, () => ({
      contents: `
        class Wrapped {
          constructor(element) { this[0] = element; }
          empty() { this[0].replaceChildren(); return this; }
        }
        export default function $(element) { return new Wrapped(element); }
        Object.defineProperty($, Symbol.hasInstance, {value: (one) => one?.constructor === Wrapped});`,
    }));
  },
};

// Lumino comes as one file of 133 kB. From its source only the parts that are used come along.
const luminoInParts = {
  name: 'lumino-in-parts',
  setup(builder) {
    const source = `${here}node_modules/@lumino/widgets/src/`;
    const part = (name) => ({path: `${source}${name}.ts`, sideEffects: false});
    builder.onResolve({filter: /^@lumino\/widgets$/}, () => part('index'));
    builder.onResolve({filter: /^\.\//}, ({importer, path}) =>
      importer.startsWith(source) ? part(path.slice(2)) : undefined);
  },
};

// A style sheet that a module imports becomes a string, with what it imports itself inside.
const styleAsText = {
  name: 'style-as-text',
  setup(builder) {
    builder.onResolve({filter: /\.css$/}, async ({kind, path, pluginData, ...from}) => {
      if (kind === 'entry-point' || pluginData) return undefined;
      const found = await builder.resolve(path, {kind, resolveDir: from.resolveDir, pluginData: true});
      return {...found, path: named(found.path), namespace: 'style-as-text'};
    });
    builder.onLoad({filter: /\.css$/, namespace: 'style-as-text'}, async ({path}) => {
      const options = {entryPoints: [resolve(here, path)], bundle: true, minify: true, write: false, legalComments: 'none'};
      const style = await build({...options, loader: {'.svg': 'dataurl'}});
      return {contents: style.outputFiles[0].text, loader: 'text'};
    });
  },
};

await rm(outdir, {recursive: true, force: true});
const result = await build({
  absWorkingDir: here,
  preserveSymlinks: true, // the same names, wherever the packages lie
  entryPoints: [
    'src/client.js',
    '../../widgets/static/workbook.css',
    '../../widgets/static/facilitator.css',
  ],
  entryNames: '[name]',
  outdir,
  bundle: true,
  splitting: true,
  format: 'esm',
  target: 'es2022',
  minify: true,
  legalComments: 'none',
  plugins: [
    styleAsText,
    anywidgetAsModule,
    connectionOnly,
    plainDescriptions,
    littleJquery,
    luminoInParts,
  ],
  define: {'process.env.NODE_ENV': '"production"', global: 'globalThis'},
  metafile: process.argv.includes('--explain'),
});
if (result.metafile) {
  const {analyzeMetafile} = await import('esbuild');
  console.log(await analyzeMetafile(result.metafile));
}
