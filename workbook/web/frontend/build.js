// Builds ../template/second_look/static from src. Another folder may be named as the argument.
import {build} from 'esbuild';
import {readFile, rm} from 'node:fs/promises';
import {fileURLToPath} from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const outdir = process.argv[2] ?? `${here}../template/second_look/static`;

// anywidget ships for AMD loaders only. Its one call of `define` is caught inside its own module.
const anywidgetAsModule = {
  name: 'anywidget-as-module',
  setup(builder) {
    builder.onLoad({filter: /anywidget[\\/]dist[\\/]index\.js$/}, async ({path}) => ({
      contents:
        'let factory; const define = (_, made) => { factory = made; };\n' +
        (await readFile(path, 'utf8')) +
        '\nexport default factory;',
    }));
  },
};

// The connection to a kernel needs one part of its package, but asks for the whole of it.
const connectionOnly = {
  name: 'connection-only',
  setup(builder) {
    const from = /services[\\/]lib[\\/]kernel[\\/][a-z]+\.js$/;
    builder.onResolve({filter: /^\.\.$/}, ({importer, resolveDir}) =>
      from.test(importer) ? {path: resolveDir, namespace: 'connection-only'} : undefined);
    builder.onLoad({filter: /.*/, namespace: 'connection-only'}, ({path}) => ({
      resolveDir: path,
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

// A style sheet that a module imports becomes a string, with what it imports itself inside.
const styleAsText = {
  name: 'style-as-text',
  setup(builder) {
    builder.onLoad({filter: /\.css$/}, async ({path}) => {
      const options = {entryPoints: [path], bundle: true, minify: true, write: false, legalComments: 'none'};
      const style = await build({...options, loader: {'.svg': 'dataurl'}});
      return {contents: style.outputFiles[0].text, loader: 'text'};
    });
  },
};

await rm(outdir, {recursive: true, force: true});
const result = await build({
  absWorkingDir: here,
  entryPoints: ['src/client.js'],
  outdir,
  bundle: true,
  splitting: true,
  format: 'esm',
  target: 'es2022',
  minify: true,
  legalComments: 'none',
  plugins: [styleAsText, anywidgetAsModule, connectionOnly, plainDescriptions],
  define: {'process.env.NODE_ENV': '"production"', global: 'globalThis'},
  metafile: process.argv.includes('--explain'),
});
if (result.metafile) {
  const {analyzeMetafile} = await import('esbuild');
  console.log(await analyzeMetafile(result.metafile));
}
