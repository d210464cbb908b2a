import { basename, relative, resolve } from "node:path";
import { overColour } from "../../images/image-channels";
import {
  requireLabelledImages,
  type LabelledImages,
} from "../../images/labelled-images";
import { heightAndWidth, resizePixels } from "../../images/resize-images";
import { listClassFolders, listPictures } from "./class-folders";
import {
  requireRoom,
  WHITE,
  withChannels,
  type OwnImagesOptions,
} from "./image-options";
import { readNamedBytes } from "./named-bytes";
import { decodePicture } from "./picture";

/** Options of {@link imagesFromFolder}. */
export interface ImageFolderOptions extends OwnImagesOptions {
  /** Width × height that a picture may have, so that none fills the memory. Default 2²⁵. */
  mostPixels?: number;
  /** Whether the pictures lie in the folder itself and have no class; all then have the label 0. Default false. */
  unlabelled?: boolean;
}

/** A set that came from files. */
export interface ImagesFromFolder extends LabelledImages {
  classNames: string[];
  /** The file of each image, from the folder on. */
  files: string[];
}

/**
 * Reads PNG and JPEG pictures, a sub-folder for each class, as labelled images. Classes are numbered in the order of
 * their folders' names, or of `classNames` where given (a shifted set may then lack some of the reference's classes).
 *
 * Transparent pixels are laid over white, 16 bits a channel are rounded to 8, and the orientation that a camera noted (EXIF)
 * is left aside. Where every pixel is grey the set has one channel, else three; `channels` says otherwise. Hidden files
 * (`.DS_Store`) and `Thumbs.db` are passed over.
 *
 * @param folder holds a folder a class, and these hold the pictures.
 * @throws Error naming the file or folder: one that is no PNG or JPEG, is damaged or too large, a class without images, a
 *   name that `classNames` lacks, or pictures of several sizes without `size`.
 * @example
 * const train = imagesFromFolder("pets/train", { size: 32 }); // pets/train/cat/1.jpg, pets/train/dog/1.png, …
 */
export function imagesFromFolder(
  folder: string,
  options: ImageFolderOptions = {},
): ImagesFromFolder {
  const { channels, classNames, unlabelled = false } = options;
  const folders = unlabelled
    ? [
        {
          name: basename(resolve(folder)),
          label: 0,
          files: listPictures(folder),
        },
      ]
    : listClassFolders(folder, classNames);
  const paths = folders.flatMap(({ files }) => files);
  const { images, shape } = readPictures(folder, paths, options);
  const set = {
    images,
    labels: Uint8Array.from(
      folders.flatMap(({ files, label }) => files.map(() => label)),
    ),
    shape,
    classNames: classNames ?? folders.map(({ name }) => name),
    files: paths.map((path) => relative(folder, path)),
  };
  requireLabelledImages(set, folder);
  const grey = channels ?? (isGrey(images) ? 1 : 3);
  return { ...set, ...withChannels(set, grey, folder) };
}

/** All pictures in one block of RGB. */
function readPictures(
  folder: string,
  paths: string[],
  { size, fit = "crop", background = WHITE, mostPixels }: ImageFolderOptions,
): Pick<LabelledImages, "images" | "shape"> {
  const wanted = size === undefined ? undefined : heightAndWidth(size);
  let shape: LabelledImages["shape"] | undefined;
  let images = new Uint8Array(0);
  paths.forEach((path, i) => {
    const picture = decodePicture(readNamedBytes(path), mostPixels);
    const { height, width, rgba } = picture;
    if (!shape) {
      shape = [paths.length, ...(wanted ?? [height, width]), 3];
      requireRoom(shape, folder);
      images = new Uint8Array(shape.reduce((product, n) => product * n));
    }
    const [, rows, columns] = shape;
    if (!wanted && (height !== rows || width !== columns)) {
      throw new Error(
        `${path}: ${height} × ${width} pixels (height × width), but ${paths[0]} has ${rows} × ${columns}. Bring all to one size: imagesFromFolder(…, { size: 32 }).`,
      );
    }
    const rgb = overColour(rgba, background);
    images.set(
      wanted
        ? resizePixels(rgb, [height, width, 3], { size: wanted, fit })
        : rgb,
      i * rows * columns * 3,
    );
  });
  return { images, shape: shape ?? [0, 0, 0, 3] };
}

function isGrey(rgb: Uint8Array): boolean {
  for (let k = 0; k < rgb.length; k += 3) {
    if (rgb[k] !== rgb[k + 1] || rgb[k] !== rgb[k + 2]) return false;
  }
  return true;
}
